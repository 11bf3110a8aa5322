"""Month names and time zones as pages write them: data."""

from __future__ import annotations

# One text per month: English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Russian and Ukrainian,
# Turkish, Swedish, Danish, Norwegian, Finnish, Czech; then what these abbreviate it to.
_NAMES = (
    """
    january januar jänner janvier enero gennaio janeiro januari stycznia styczeń января январь січня ocak
    tammikuuta ledna jan jän janv ene gen sty янв січ oca led
    """,
    """
    february februar feber février fevrier febrero febbraio fevereiro februari lutego luty февраля февраль лютого
    şubat subat helmikuuta února feb febr fév fev févr lut фев лют şub
    """,
    """
    march märz maerz mars marzo março marco maart marca marzec марта март березня mart maaliskuuta března mar mär
    mrz maa mrt мар бер
    """,
    """
    april avril abril aprile kwietnia kwiecień апреля апрель квітня nisan huhtikuuta dubna apr avr abr kwi апр кві
    nis
    """,
    """
    may mai mayo maggio maio mei maja maj мая май травня mayıs toukokuuta května mag трав
    """,
    """
    june juni juin junio giugno junho czerwca czerwiec июня июнь червня haziran kesäkuuta června jun giu cze июн
    черв haz
    """,
    """
    july juli juillet julio luglio julho lipca lipiec июля июль липня temmuz heinäkuuta července jul juil lug lip
    июл лип tem
    """,
    """
    august août aout agosto augustus sierpnia sierpień августа август серпня ağustos agustos augusti elokuuta
    srpna aug ago sie авг серп ağu
    """,
    """
    september septembre septiembre setiembre settembre setembro września wrzesień сентября сентябрь вересня eylül
    eylul syyskuuta září sept sep set wrz сен сент вер eyl
    """,
    """
    october oktober octobre octubre ottobre outubro października październik октября октябрь жовтня ekim lokakuuta
    října oct okt ott out paź окт жовт eki
    """,
    """
    november novembre noviembre novembro listopada listopad ноября ноябрь листопада kasım kasim marraskuuta nov
    lis ноя нояб лист kas
    """,
    """
    december dezember décembre decembre diciembre dicembre dezembro grudnia grudzień декабря декабрь грудня aralık
    aralik desember joulukuuta prosince dec dez déc dic gru дек груд ara des
    """,
)

MONTHS: dict[str, int] = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
"""Number of a month by its name in lower case, without a full stop."""

ZONES: dict[str, int] = {
    "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180,
    "MSK": 180, "TRT": 180, "SAST": 120, "EAT": 180, "WAT": 60, "CAT": 120,
    "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
    "AKST": -540, "AKDT": -480, "HST": -600, "BRT": -180, "ART": -180,
    "PKT": 300, "IST": 330, "WIB": 420, "SGT": 480, "HKT": 480, "AWST": 480, "JST": 540, "KST": 540,
    "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
}  # fmt: skip
"""Minutes east of UTC by an abbreviation; IST and CST as news of India and of the United States use them."""
