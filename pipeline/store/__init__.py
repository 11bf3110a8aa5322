"""What is stored: what happened, what was derived, what was decided. Value objects in, rows and views out.

`tables` declares the three kinds; `engine` opens the database; `record`, `derive` and `decide` write the kinds in this
order; `views` and the modules beside it read. SQLAlchemy's Core is used and not its ORM: the ORM costs 0.6 s at each
start of a cron job and a seventh of the speed of an insert, and no object here has an identity or a life cycle to map.
"""
