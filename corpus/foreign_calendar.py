"""What months and weekdays are called in other languages, and the words around a date there."""

from __future__ import annotations

# Twelve months a line, in the form that stands beside a day; where another form heads a page, it
# has a line of its own. Abbreviations that are English words ("out", "set") are left out.
_MONTH_ROWS = """
januar februar märz april mai juni juli august september oktober november dezember
jänner feber mrz apr mai jun jul aug sept okt nov dez
jan feb mär apr mai jun jul aug sep okt nov dez
januari februari maart april mei juni juli augustus september oktober november december
jan feb mrt apr mei jun jul aug sep okt nov dec
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
janv févr mars avr mai juin juil août sept oct nov déc
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
ene feb mar abr may jun jul ago setiembre oct nov dic
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
jan fev mar abr mai jun jul ago sep oct nov dez
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
genn febbr mar apr magg giu lug ago sett ott nov dic
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
янв фев мар апр мая июн июл авг сен окт ноя дек
янв февр мар апр май июн июл авг сент окт нояб дек
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
januari februari mars april maj juni juli augusti september oktober november december
januar februar marts april maj juni juli august september oktober november december
januar februar mars april mai juni juli august september oktober november desember
tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta
lokakuuta marraskuuta joulukuuta
ledna února března dubna května června července srpna září října listopadu prosince
január február március április május június július augusztus szeptember október november december
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
"""
FOREIGN_MONTH_NUMBERS = {name: place % 12 + 1 for place, name in enumerate(_MONTH_ROWS.split())}

FOREIGN_WEEKDAYS = tuple(
    """
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    lundi mardi mercredi jeudi vendredi samedi dimanche
    lunes martes miércoles jueves viernes sábado domingo
    lunedì martedì mercoledì giovedì venerdì sabato domenica
    segunda terça quarta quinta sexta feira
    poniedziałek wtorek środa czwartek piątek sobota niedziela
    понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс
    måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag
    """.split()
)
# What may stand beside a date on a line that says nothing but when.
AROUND_FOREIGN_DATES = tuple(
    """
    um uhr vom am den stand erstellt erschienen veröffentlicht aktualisiert datum
    om op uur gepubliceerd geplaatst bijgewerkt laatst gewijzigd
    le la les à au mis jour mise publié publiée paru modifié actualisé
    el las a publicado publicada actualizado actualizada fecha hora de del
    il alle ore pubblicato aggiornato data o os em às atualizado atualizada
    dnia godz opublikowano aktualizacja dodano r roku
    опубликовано обновлено дата г года в опубликован
    kl den publicerad uppdaterad publisert oppdatert opdateret udgivet
    """.split()
)
# Where words are not parted by spaces.
AROUND_EAST_ASIAN_DATES = tuple(
    "发布时间 发布 更新 日期 时间 公開 更新日 配信 입력 수정 日".split()
)
REVISED_ABROAD = tuple(
    """
    aktualisiert geändert mis mise modifié actualisé actualizado actualizada atualizado
    aggiornato bijgewerkt gewijzigd aktualizacja обновлено uppdaterad oppdatert opdateret 更新
    """.split()
)
