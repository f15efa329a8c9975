"""What contributions, and the letters about them, are called and say, in English, Russian and Kazakh.

Dispositions are those of the field, as ministries write them. Names of bodies, titles and labels are of any gender and end in any letter,
so no sentence asks for a case of them: they stand by themselves, behind a colon or a dash, or in brackets.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

CONTRIBUTION_TERMS: Final = MappingProxyType(
    {
        # what was decided
        "disposition-accepted": {"en": "Accepted", "ru": "учтено", "kk": "ескерілді"},
        "disposition-accepted-modified": {
            "en": "Accepted with modification",
            "ru": "учтено в редакции разработчика",
            "kk": "өзгертілген редакцияда ескерілді",
        },
        "disposition-partial": {"en": "Partially accepted", "ru": "учтено частично", "kk": "ішінара ескерілді"},
        "disposition-rejected": {"en": "Rejected", "ru": "не учтено", "kk": "ескерілмеді"},
        "disposition-noted": {"en": "Noted", "ru": "принято к сведению", "kk": "назарға алынды"},
        "disposition-deferred": {"en": "Deferred", "ru": "отложено", "kk": "кейінге қалдырылды"},
        "disposition-withdrawn": {"en": "Withdrawn", "ru": "снято автором", "kk": "автор қайтарып алды"},
        "disposition-duplicate": {"en": "Duplicate", "ru": "повтор", "kk": "қайталау"},
        "disposition-out-of-scope": {"en": "Not germane", "ru": "не по предмету", "kk": "тақырыпқа жатпайды"},
        # why it was decided, where nobody gave a reason and one follows from what was done
        "reason-settled": {
            "en": "Settled together with other proposals on the same words.",
            "ru": "Решено вместе с другими предложениями по тем же словам.",
            "kk": "Осы сөздер жөніндегі басқа ұсыныстармен бірге шешілді.",
        },
        "reason-reworded": {
            "en": "Put into the text in other words.",
            "ru": "Внесено в текст в иной редакции.",
            "kk": "Мәтінге басқа редакцияда енгізілді.",
        },
        # what was sent
        "kind-amendment": {"en": "amendment", "ru": "поправка", "kk": "түзету"},
        "kind-remark": {"en": "remark", "ru": "замечание", "kk": "ескертпе"},
        "kind-position": {"en": "position", "ru": "позиция", "kk": "ұстаным"},
        "action-replace": {"en": "replace", "ru": "изложить в новой редакции", "kk": "жаңа редакцияда жазылсын"},
        "action-insert": {"en": "insert", "ru": "дополнить", "kk": "толықтырылсын"},
        "action-delete": {"en": "delete", "ru": "исключить", "kk": "алып тасталсын"},
        "stand-for": {"en": "for", "ru": "поддерживает", "kk": "қолдайды"},
        "stand-against": {"en": "against", "ru": "не поддерживает", "kk": "қолдамайды"},
        "type-general": {"en": "general", "ru": "общее", "kk": "жалпы"},
        "type-substantive": {"en": "substantive", "ru": "по существу", "kk": "мәні бойынша"},
        "type-editorial": {"en": "editorial", "ru": "редакционное", "kk": "редакциялық"},
        "type-legal-technical": {"en": "legal-technical", "ru": "юридико-техническое", "kk": "заңдық-техникалық"},
        "type-linguistic": {"en": "linguistic", "ru": "лингвистическое", "kk": "лингвистикалық"},
        "channel-letter": {"en": "letter", "ru": "письмо", "kk": "хат"},
        "channel-open-npa": {"en": "Open NPA portal", "ru": "портал «Открытые НПА»", "kk": "«Ашық НҚА» порталы"},
        "channel-matrix": {"en": "comment table", "ru": "таблица замечаний", "kk": "ескертпелер кестесі"},
        "channel-meeting": {"en": "meeting", "ru": "заседание", "kk": "отырыс"},
        "channel-email": {"en": "e-mail", "ru": "электронная почта", "kk": "электрондық пошта"},
        "channel-workshop": {"en": "workshop", "ru": "семинар", "kk": "семинар"},
        "channel-publication": {"en": "publication", "ru": "публикация", "kk": "жарияланым"},
        # what became of it
        "state-registered": {"en": "Registered", "ru": "зарегистрировано", "kk": "тіркелді"},
        "state-screened": {"en": "Screened", "ru": "предварительно рассмотрено", "kk": "алдын ала қаралды"},
        "state-assigned": {"en": "Assigned", "ru": "передано исполнителю", "kk": "орындаушыға берілді"},
        "state-decided": {"en": "Decided", "ru": "решение принято", "kk": "шешім қабылданды"},
        "state-deferred": {"en": "Deferred", "ru": "отложено", "kk": "кейінге қалдырылды"},
        "state-conflict": {"en": "In conflict", "ru": "предложения расходятся", "kk": "ұсыныстар қайшы келеді"},
        "state-applied": {"en": "In the text", "ru": "внесено в текст", "kk": "мәтінге енгізілді"},
        "state-settled": {
            "en": "Settled with others",
            "ru": "согласовано с другими предложениями",
            "kk": "басқа ұсыныстармен келісілді",
        },
        "state-reverted": {"en": "Taken out of the text", "ru": "исключено из текста", "kk": "мәтіннен алып тасталды"},
        "state-replied": {"en": "Answered", "ru": "ответ направлен", "kk": "жауап жіберілді"},
        "state-disputed": {"en": "Disputed", "ru": "разногласие", "kk": "келіспеушілік"},
        "state-escalated": {"en": "Escalated", "ru": "передано на вышестоящий уровень", "kk": "жоғары деңгейге берілді"},
        "state-withdrawn": {"en": "Withdrawn", "ru": "снято автором", "kk": "автор қайтарып алды"},
        "state-closed": {"en": "Closed", "ru": "закрыто", "kk": "жабылды"},
        "state-open": {"en": "Under consideration", "ru": "на рассмотрении", "kk": "қаралуда"},
        "state-late": {"en": "Late", "ru": "поступило после срока", "kk": "мерзімінен кейін келіп түсті"},
        "confidential": {"en": "Confidential", "ru": "конфиденциально", "kk": "құпия"},
        # heads of columns
        "column-number": {"en": "No.", "ru": "№ п/п", "kk": "Р/с №"},
        "column-id": {"en": "Contribution", "ru": "Номер предложения", "kk": "Ұсыныс нөмірі"},
        "column-body": {"en": "Body", "ru": "Орган, организация", "kk": "Орган, ұйым"},
        "column-behalf": {"en": "On behalf of", "ru": "От имени", "kk": "Кімнің атынан"},
        "column-draft": {"en": "Draft", "ru": "Редакция", "kk": "Редакция"},
        "column-received": {"en": "Received", "ru": "Поступило", "kk": "Келіп түсті"},
        "column-channel": {"en": "How it came", "ru": "Способ поступления", "kk": "Келіп түсу тәсілі"},
        "column-place": {"en": "Place", "ru": "Место в тексте", "kk": "Мәтіндегі орны"},
        "column-section": {"en": "Section", "ru": "Раздел", "kk": "Бөлім"},
        "column-paragraph": {"en": "Paragraph", "ru": "Пункт", "kk": "Тармақ"},
        "column-page": {"en": "Page", "ru": "Страница", "kk": "Бет"},
        "column-kind": {"en": "Kind", "ru": "Вид", "kk": "Түрі"},
        "column-type": {"en": "Type", "ru": "Характер", "kk": "Сипаты"},
        "column-essential": {"en": "Essential", "ru": "Принципиальное", "kk": "Қағидаттық"},
        "column-action": {"en": "Change", "ru": "Действие", "kk": "Әрекет"},
        "column-wording": {"en": "Words decided", "ru": "Принятая редакция", "kk": "Қабылданған редакция"},
        "column-author": {"en": "Author and rationale", "ru": "Автор и обоснование", "kk": "Авторы және негіздеме"},
        "column-draft-words": {"en": "Wording of the draft", "ru": "Редакция проекта", "kk": "Жоба редакциясы"},
        "column-quote": {"en": "Words read", "ru": "Рассмотренная редакция", "kk": "Қаралған редакция"},
        "column-proposed": {"en": "Proposed words", "ru": "Предлагаемая редакция", "kk": "Ұсынылатын редакция"},
        "column-remark": {"en": "Remark", "ru": "Замечание", "kk": "Ескертпе"},
        "column-said": {"en": "Proposal or remark", "ru": "Предложение или замечание", "kk": "Ұсыныс немесе ескертпе"},
        "column-rationale": {"en": "Rationale", "ru": "Обоснование", "kk": "Негіздеме"},
        "column-evidence": {"en": "Evidence", "ru": "Подтверждение", "kk": "Растау"},
        "column-state": {"en": "State", "ru": "Состояние", "kk": "Жай-күйі"},
        "column-disposition": {"en": "Decision", "ru": "Решение", "kk": "Шешім"},
        "column-reason": {"en": "Reason for the decision", "ru": "Обоснование решения", "kk": "Шешімнің негіздемесі"},
        "column-now": {"en": "Wording of the text now", "ru": "Текущая редакция текста", "kk": "Мәтіннің қазіргі редакциясы"},
        "column-meeting": {"en": "Meeting", "ru": "Заседание", "kk": "Отырыс"},
        "column-decided": {"en": "Decided on", "ru": "Дата решения", "kk": "Шешім күні"},
        "yes": {"en": "yes", "ru": "да", "kk": "иә"},
        "no": {"en": "no", "ru": "нет", "kk": "жоқ"},
        # tables
        "table-comments": {
            "en": "Comment table",
            "ru": "Таблица замечаний и предложений",
            "kk": "Ескертпелер мен ұсыныстар кестесі",
        },
        "table-decisions": {"en": "Decisions", "ru": "Решения", "kk": "Шешімдер"},
        "table-how": {
            "en": "One row for each proposal or remark. Place: number of the paragraph (47), page and paragraph on it (p14:3), table and "
            "row (t2:3) or footnote (n5); empty for the whole document. Change: replace, insert (after the words read), delete, for or "
            "against. Please do not change the headings and do not merge cells.",
            "ru": "Одна строка – одно предложение или замечание. Место в тексте: номер пункта (47), страница и пункт на ней (p14:3), "
            "таблица и строка (t2:3) или сноска (n5); пусто – документ в целом. Действие: изложить в новой редакции, дополнить (после "
            "рассмотренных слов), исключить, поддерживает, не поддерживает. Просим не менять заголовки и не объединять ячейки.",
            "kk": "Бір жол – бір ұсыныс немесе ескертпе. Мәтіндегі орны: тармақ нөмірі (47), бет және ондағы тармақ (p14:3), кесте мен жол "
            "(t2:3) немесе сілтеме (n5); бос болса – құжат тұтастай. Әрекет: жаңа редакцияда жазылсын, толықтырылсын (қаралған сөздерден "
            "кейін), алып тасталсын, қолдайды, қолдамайды. Тақырыптарды өзгертпеуді, ұяшықтарды біріктірмеуді сұраймыз.",
        },
        "table-decide": {
            "en": "Decision: {choices}.",
            "ru": "Решение: {choices}.",
            "kk": "Шешім: {choices}.",
        },
        "table-hidden": {
            "en": "Contributions without consent to be published, or confidential, and so not shown: {count}.",
            "ru": "Не показаны предложения без согласия на опубликование и конфиденциальные: {count}.",
            "kk": "Жариялауға келісімі жоқ және құпия ұсыныстар көрсетілмеген: {count}.",
        },
        "iso-body": {"en": "MB/NC", "ru": "MB/NC", "kk": "MB/NC"},
        "iso-line": {"en": "Line number", "ru": "Номер строки", "kk": "Жол нөмірі"},
        "iso-clause": {"en": "Clause/Subclause", "ru": "Раздел/подраздел", "kk": "Бөлім/кіші бөлім"},
        "iso-paragraph": {"en": "Paragraph/Figure/Table", "ru": "Абзац/рисунок/таблица", "kk": "Абзац/сурет/кесте"},
        "iso-type": {"en": "Type of comment", "ru": "Вид замечания", "kk": "Ескертпе түрі"},
        "iso-comments": {"en": "Comments", "ru": "Замечания", "kk": "Ескертпелер"},
        "iso-change": {"en": "Proposed change", "ru": "Предлагаемое изменение", "kk": "Ұсынылатын өзгеріс"},
        "iso-observations": {
            "en": "Observations of the secretariat",
            "ru": "Заключение секретариата",
            "kk": "Хатшылықтың қорытындысы",
        },
        # places
        "place-whole": {"en": "The whole document", "ru": "Документ в целом", "kk": "Құжат тұтастай"},
        "place-paragraph": {"en": "paragraph {number}", "ru": "пункт {number}", "kk": "{number}-тармақ"},
        "place-row": {"en": "table {table}, row {row}", "ru": "таблица {table}, строка {row}", "kk": "{table}-кесте, {row}-жол"},
        "place-note": {"en": "footnote {number}", "ru": "сноска {number}", "kk": "{number}-ескертпе"},
        "place-page": {"en": "page {number}", "ru": "стр. {number}", "kk": "{number}-бет"},
        "incoming": {"en": "incoming No. {number}", "ru": "вх. № {number}", "kk": "кіріс № {number}"},
        "place-draft": {"en": "draft “{label}”", "ru": "редакция «{label}»", "kk": "«{label}» редакциясы"},
        # what is said of words
        "said-insert": {
            "en": "After this, insert:",
            "ru": "Дополнить после этих слов:",
            "kk": "Осы сөздерден кейін толықтырылсын:",
        },
        "said-delete": {"en": "Delete.", "ru": "Исключить.", "kk": "Алып тасталсын."},
        "now-deleted": {"en": "The passage was deleted.", "ru": "Исключено.", "kk": "Алып тасталды."},
        "now-gone": {
            "en": "The passage is not in the text any more.",
            "ru": "В тексте этого больше нет.",
            "kk": "Бұл мәтінде енді жоқ.",
        },
        "now-taken-out": {
            "en": "The words were taken out of the text again.",
            "ru": "Впоследствии исключено из текста.",
            "kk": "Кейіннен мәтіннен алып тасталды.",
        },
        "same-proposed": {
            "en": "Others proposed the same.",
            "ru": "То же предложено другими.",
            "kk": "Дәл осыны басқалар ұсынды.",
        },
        "same-decided": {
            "en": "What became of it: {decided}.",
            "ru": "Результат его рассмотрения: {decided}.",
            "kk": "Оны қарау нәтижесі: {decided}.",
        },
        "now-put-back": {
            "en": "The words are in the text again.",
            "ru": "Слова возвращены в текст.",
            "kk": "Сөздер мәтінге қайтарылды.",
        },
        "now-changed": {
            "en": "The passage was changed again since.",
            "ru": "Впоследствии абзац был изменен.",
            "kk": "Кейіннен абзац өзгертілді.",
        },
        # the document with contributions in it
        "with-older": {"en": "the text as it is", "ru": "текущая редакция", "kk": "мәтіннің қазіргі редакциясы"},
        "with-pending": {
            "en": "the text with contributions under consideration",
            "ru": "редакция с предложениями на рассмотрении",
            "kk": "қаралып жатқан ұсыныстары бар редакция",
        },
        "with-decided": {
            "en": "the text with decisions on contributions",
            "ru": "редакция с решениями по предложениям",
            "kk": "ұсыныстар бойынша шешімдері бар редакция",
        },
        "copy-pending": {
            "en": "working copy with contributions under consideration",
            "ru": "рабочий экземпляр с предложениями на рассмотрении",
            "kk": "қаралып жатқан ұсыныстары бар жұмыс данасы",
        },
        "copy-decided": {
            "en": "working copy with decisions on contributions",
            "ru": "рабочий экземпляр с решениями по предложениям",
            "kk": "ұсыныстар бойынша шешімдері бар жұмыс данасы",
        },
        "annex": {
            "en": "What we heard and what we did",
            "ru": "Что предложено и что сделано",
            "kk": "Не ұсынылды және не істелді",
        },
        "annex-decided": {
            "en": "Contributions that were decided: {count}. By decision: {shares}.",
            "ru": "Рассмотрено предложений и замечаний: {count}. По решениям: {shares}.",
            "kk": "Қаралған ұсыныстар мен ескертпелер: {count}. Шешімдер бойынша: {shares}.",
        },
        "annex-share": {"en": "{name} – {count}", "ru": "{name} – {count}", "kk": "{name} – {count}"},
        "annex-none": {
            "en": "No contribution was decided yet.",
            "ru": "Решений по предложениям еще нет.",
            "kk": "Ұсыныстар бойынша шешім әлі қабылданған жоқ.",
        },
        "annex-open": {
            "en": "Still under consideration: {count}.",
            "ru": "Находятся на рассмотрении: {count}.",
            "kk": "Қаралып жатқандары: {count}.",
        },
        "column-where": {"en": "In the text", "ru": "Место в новом тексте", "kk": "Жаңа мәтіндегі орны"},
        "now-waits": {"en": "Not in the text yet", "ru": "Еще не внесено в текст", "kk": "Мәтінге әлі енгізілмеген"},
        "reported": {
            "en": "In the words of the source: {title}",
            "ru": "В изложении источника: {title}",
            "kk": "Дереккөздің баяндауынша: {title}",
        },
        "quoted": {"en": "“{words}”", "ru": "«{words}»", "kk": "«{words}»"},
        # letters
        "letter-greeting": {"en": "Dear colleagues,", "ru": "Уважаемые коллеги!", "kk": "Құрметті әріптестер!"},
        "letter-closing": {"en": "With kind regards", "ru": "С уважением,", "kk": "Құрметпен,"},
        "letter-enclosed": {"en": "Enclosed:", "ru": "Приложения:", "kk": "Қосымшалар:"},
        "circulate-subject": {
            "en": "For your opinion: {title} ({label})",
            "ru": "На рассмотрение: {title} ({label})",
            "kk": "Қарауға: {title} ({label})",
        },
        "circulate-sent": {
            "en": "We send you the document named above, draft “{label}” of {day}. Its paragraphs are numbered in the margin.",
            "ru": "Направляем Вам на рассмотрение указанный документ, редакция «{label}» от {day}. Номера пунктов указаны на полях.",
            "kk": "Сіздерге жоғарыда аталған құжатты қарау үшін жолдап отырмыз: «{label}» редакциясы, {day}. "
            "Тармақтардың нөмірлері беттің жиегінде көрсетілген.",
        },
        "circulate-asked": {
            "en": "Please tell us which words should be changed, what should stand in their place, and why.",
            "ru": "Просим представить замечания и предложения, указав изменяемые слова, предлагаемую редакцию и обоснование.",
            "kk": "Өзгертілетін сөздерді, ұсынылатын редакцияны және негіздемені көрсетіп, ескертпелер мен ұсыныстар беруді сұраймыз.",
        },
        "circulate-due": {
            "en": "Please answer by {day}.",
            "ru": "Ответ просим направить не позднее {day}.",
            "kk": "Жауап берудің соңғы күні – {day}.",
        },
        "circulate-how": {"en": "How to answer:", "ru": "Порядок ответа:", "kk": "Жауап беру тәртібі:"},
        "circulate-how-paragraph": {
            "en": "Quote the number of the paragraph in the margin, and the words that you mean.",
            "ru": "Укажите номер пункта на полях и слова, к которым относится предложение.",
            "kk": "Жиектегі тармақ нөмірін және ұсыныс қатысты болатын сөздерді көрсетіңіздер.",
        },
        "circulate-how-table": {
            "en": "Use the enclosed comment table, a row for each proposal or remark.",
            "ru": "Заполните прилагаемую таблицу замечаний: одна строка – одно предложение или замечание.",
            "kk": "Қоса берілген ескертпелер кестесін толтырыңыздар: бір жол – бір ұсыныс немесе ескертпе.",
        },
        "circulate-to": {
            "en": "Answers go to: {lead}.",
            "ru": "Ответ просим адресовать: {lead}.",
            "kk": "Жауап алушы – {lead}.",
        },
        "circulate-table": {"en": "comment table", "ru": "таблица замечаний", "kk": "ескертпелер кестесі"},
        "reply-subject": {
            "en": "Answer to your proposals and remarks: {title}",
            "ru": "Ответ на предложения и замечания: {title}",
            "kk": "Ұсыныстар мен ескертпелерге жауап: {title}",
        },
        "reply-sent": {
            "en": "Thank you for your proposals and remarks. The table says what was decided of each of them and why, and, where the text "
            "was changed, how it reads now.",
            "ru": "Благодарим за представленные предложения и замечания. В таблице по каждому из них указаны принятое решение и его "
            "обоснование, а если текст изменен – его текущая редакция.",
            "kk": "Берген ұсыныстарыңыз бен ескертпелеріңіз үшін алғыс білдіреміз. Кестеде олардың әрқайсысы бойынша қабылданған шешім мен "
            "оның негіздемесі, ал мәтін өзгертілсе, оның қазіргі редакциясы көрсетілген.",
        },
        "reply-places": {
            "en": "Paragraphs and pages are numbered as in the draft that you read.",
            "ru": "Номера пунктов и страниц указаны по рассмотренной Вами редакции.",
            "kk": "Тармақтар мен беттердің нөмірлері Сіздер қараған редакция бойынша көрсетілген.",
        },
        "reply-open": {
            "en": "Still under consideration: {count}. You will be told what is decided of them.",
            "ru": "Находятся на рассмотрении: {count}. О принятых решениях будет сообщено дополнительно.",
            "kk": "Қаралып жатқандары: {count}. Олар бойынша қабылданған шешімдер қосымша хабарланады.",
        },
        "reply-table": {"en": "Answers point by point", "ru": "Ответы по пунктам", "kk": "Тармақтар бойынша жауаптар"},
    }
)


def number_words(number: str, language: str) -> str:
    """The number of a place in words: paragraph 47, footnote 5 (``n5``), table 2, row 3 (``t2:3``)."""
    if number.startswith("n"):
        return contribution_term("place-note", language, number=number[1:])
    table, _, row = number.removeprefix("t").partition(":")
    if row:
        return contribution_term("place-row", language, table=table, row=row)
    return contribution_term("place-paragraph", language, number=number)


def contribution_term(key: str, language: str, **values: object) -> str:
    """A term of contributions in a language with its values filled in; a language without own terms gets the English ones.

    Raises KeyError for an unknown key.
    """
    forms = CONTRIBUTION_TERMS[key]
    return forms.get(language, forms["en"]).format(**values)


def reason_words(reason: str, language: str) -> str:
    """A reason as readers of a language are told it: what the tool gave in their language, what people gave as they gave it."""
    for key in ("reason-settled", "reason-reworded"):
        for given in CONTRIBUTION_TERMS[key].values():
            if reason.endswith(given):
                return reason.removesuffix(given) + contribution_term(key, language)
    return reason
