"""Every rule that a finding can have: its severity, what is said, what helps, and why the rule is there.

``{…}`` are values of the case at hand; they may hold text of strangers, which the terminal escapes when it prints.
"""

from __future__ import annotations

from typing import Final

from concept_cli.diagnostics import Rule, Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

# ------------------------------------------------------------ reading files

UNREADABLE: Final = Rule(
    "unreadable",
    _ERROR,
    "the file cannot be read: {reason}",
    "make it an ordinary file inside the project that you may read",
    "Only ordinary files inside the project folder are read: no devices, no pipes, no links that lead out of it.",
    stops=True,
)
ENCODING: Final = Rule(
    "encoding",
    _ERROR,
    "this is not UTF-8 text: {reason}",
    "save the file again as UTF-8 (in Notepad: Save as, Encoding UTF-8)",
    "Kazakh, Russian and English letters only keep their meaning in one known encoding; guessing another could change words unseen.",
    stops=True,
)
CONTROL_CHARACTER: Final = Rule(
    "control-character",
    _ERROR,
    "control character {code} in the text",
    "delete the character; it is invisible, so retype the words around it",
    "Control characters are not text: Word and PDF cannot hold them. In outputs the character is shown as \N{REPLACEMENT CHARACTER}.",
)
TOO_LARGE: Final = Rule(
    "too-large",
    _ERROR,
    "the file has {size}; at most {limit} are read",
    "split it into several files",
    "A fragment is a section of a policy paper. A file beyond the limit is a mistake or an attack, and would make every command slow.",
    stops=True,
)
TOO_DEEP: Final = Rule(
    "too-deep",
    _ERROR,
    "nested deeper than {limit} levels",
    "take some of the nesting apart: lists in lists, quotes in quotes, emphasis in emphasis, notes called by notes",
    "Libraries silently drop text beyond their depth; so it is refused before anything is read from it.",
    stops=True,
)
YAML_SYNTAX: Final = Rule(
    "yaml-syntax",
    _ERROR,
    "this is not YAML: {reason}",
    "put text that holds “: ” or begins with a sign into double quotes; indent with spaces, never tabs",
    "Fields are written as “name: value”, one a line; nesting is shown by two spaces.",
    stops=True,
)
YAML_FEATURE: Final = Rule(
    "yaml-feature",
    _ERROR,
    "{feature} are not used in project files",
    "write the value out in full; put text that begins with & * or ! into quotes",
    "Anchors, aliases, merge keys and tags can make a small file grow without end or run code in other programs; nothing here needs them.",
    stops=True,
)
DUPLICATE_FIELD: Final = Rule(
    "duplicate-field",
    _ERROR,
    "the field “{field}” is given a second time (first in line {line})",
    "keep one of the two",
    "Of two equal fields other programs silently take the last; somebody's value would be lost.",
)
HEAD_MISSING: Final = Rule(
    "head-missing",
    _ERROR,
    "the fragment does not begin with a head",
    "begin the file with three lines: “---”, “title: …”, “---”",
    "A fragment is a head of fields between two lines “---”, then the text.",
)
HEAD_UNCLOSED: Final = Rule(
    "head-unclosed",
    _ERROR,
    "the head never ends",
    "put a line “---” after the last field, before the text",
    "A fragment is a head of fields between two lines “---”, then the text.",
    stops=True,
)
NOT_A_MAPPING: Final = Rule(
    "not-a-mapping",
    _ERROR,
    "fields were expected here, one “name: value” a line, and this is {found}",
    "write “title: …” instead of bare text",
    "Records and heads are made of named fields.",
    stops=True,
)
UNKNOWN_FIELD: Final = Rule(
    "unknown-field",
    _ERROR,
    "there is no field “{field}” here",
    "fields here: {fields}",
    "A misspelt field would be ignored silently; so every field must be a known one.",
)
MISSING_FIELD: Final = Rule(
    "missing-field",
    _ERROR,
    "the field “{field}” is missing",
    "add “{field}: …”",
    "Without this field the record cannot be used.",
)
BAD_VALUE: Final = Rule(
    "bad-value",
    _ERROR,
    "“{field}” {reason}",
    "{remedy}",
    "A field holds one kind of value: text, a date, a whole number, one of a few words, or a list of these.",
)
STRAY_FILE: Final = Rule(
    "stray-file",
    _WARNING,
    "this file is no fragment and is left out: fragments are sections/ID.md and sections/ID.LANGUAGE.md",
    "call it like sections/export.md or sections/export.ru.md (small Latin letters, digits, hyphens), or move it elsewhere",
    "The name of a fragment is its address; letters of one kind make it the same on every computer.",
)

# -------------------------------------------------------- the project whole

DUPLICATE_ID: Final = Rule(
    "duplicate-id",
    _ERROR,
    "the id “{id}” is taken already, at {first}",
    "choose another id for one of the two",
    "Ids are what references, citations and letters point at; each may name one thing only.",
)
UNKNOWN_SECTION: Final = Rule(
    "unknown-section",
    _ERROR,
    "the outline names the section “{id}”, and there is no {path}",
    "make it with “concept new section {id} --title …”, or take it out of the outline",
    "The outline in concept.yaml says which sections the concept has, and in which order.",
)
NOT_IN_OUTLINE: Final = Rule(
    "not-in-outline",
    _WARNING,
    "the section “{id}” is not in the outline and so in no output",
    "add “- {id}” under “outline” in concept.yaml",
    "A section outside the outline is a text that nobody will see.",
)
NO_ORIGINAL: Final = Rule(
    "no-original",
    _ERROR,
    "a translation of “{id}”, and there is no text in the working language ({path})",
    "write the working text first, or change “working-language”",
    "Translations stand beside the text that they translate.",
)
UNKNOWN_LANGUAGE: Final = Rule(
    "unknown-language",
    _WARNING,
    "“{language}” is none of the languages of this concept: {languages}",
    "add it to “languages” in concept.yaml, or correct it here",
    "Words in a language that the concept does not have appear in no output.",
)
UNKNOWN_STAKEHOLDER: Final = Rule(
    "unknown-stakeholder",
    _ERROR,
    "stakeholders.yaml knows no “{id}”",
    "add it there with “concept new stakeholder {id} --name …”, or correct it here",
    "Who owns a section and who is asked about it must be somebody who can be reached.",
)
UNKNOWN_PROFILE: Final = Rule(
    "unknown-profile",
    _ERROR,
    "there is no profile “{profile}”",
    "profiles: {profiles}",
    "A profile says which sections such a document must have.",
)
UNKNOWN_STYLE: Final = Rule(
    "unknown-style",
    _ERROR,
    "there is no page style “{style}”",
    "styles: {styles}",
    "A page style says how the PDF, the Word file and the page look; without it the style “modern” is taken.",
)
CIRCULAR_STYLE: Final = Rule(
    "circular-style",
    _ERROR,
    "the style “{style}” extends itself, by way of others",
    "let one of them extend modern or official-kz",
    "In a circle nobody can tell which style has the last word.",
)
FOREIGN_TYPEFACE: Final = Rule(
    "foreign-typeface",
    _WARNING,
    "the typeface “{face}” does not come with the tool: where the computer that builds lacks it, another one is taken without a word",
    "look in the PDF's properties which typefaces it holds, or take one of these: {known}",
    "A document built on two computers should look the same.",
)
MISSING_ROLE: Final = Rule(
    "missing-role",
    _WARNING,
    "the profile {profile} asks for a section with the role “{role}”, and there is none",
    "make one: concept new section {role} --role {role} --title …; or write “role: {role}” in the head of the section that is it",
    "The rules for such documents prescribe their parts; a final release without one of them is refused.",
)
FINAL_DRAFT: Final = Rule(
    "final-draft",
    _WARNING,
    "the state is “final”, and the edition calls itself “{edition}”",
    "name the edition as it is to stand on the title page, such as “first edition”",
    "The words of the edition are printed as they are, below the title.",
)
EMPTY_SECTION: Final = Rule(
    "empty-section",
    _WARNING,
    "the section has no text and is not marked as a stub",
    "write it, or set “status: stub”",
    "A heading without text looks like something was lost.",
)

# ----------------------------------------------------------------- the text

CONFLICT_MARKER: Final = Rule(
    "conflict-marker",
    _ERROR,
    "a marker of an unfinished merge stands in the text",
    "choose between the two wordings and delete the lines with <<<<<<<, ======= and >>>>>>>",
    "Such lines are left by git when two people changed the same words.",
)
VERSIONS: Final = {"en": "the English version", "ru": "the Russian version", "kk": "the Kazakh version"}
DEAD_REFERENCE: Final = Rule(
    "dead-reference",
    _ERROR,
    "nothing has the id “{id}”{where}",
    "give the heading, paragraph, table or figure that is meant {{#{id}}}, or correct the reference",
    "A cross-reference must lead somewhere; in the outputs this one is marked.",
)
DEAD_CITATION: Final = Rule(
    "dead-citation",
    _ERROR,
    "records/sources.yaml has no source “{id}”",
    "add “- {{id: {id}, title: …}}” under “sources:” in records/sources.yaml, or correct the citation",
    "Every figure and claim must lead to its source.",
)
UNDEFINED_NOTE: Final = Rule(
    "undefined-note",
    _ERROR,
    "the footnote “{label}” is called here and nowhere written",
    "add a line “[^{label}]: …” to this file",
    "A call without its note is a hole in the text.",
)
UNUSED_NOTE: Final = Rule(
    "unused-note",
    _WARNING,
    "the footnote “{label}” is written and nowhere called",
    "put [^{label}] where it belongs, or delete the note",
    "A note without a call is printed nowhere: its words would be lost.",
)
UNUSED_DEFINITION: Final = Rule(
    "unused-definition",
    _WARNING,
    "“[{label}]: …” is read as the address of a link that nobody uses, and is not shown",
    "if it is text, write \\[{label}]: instead; if not, delete the line",
    "Markdown takes such a line for a link definition; its words would be lost silently.",
)
UNSHOWN_WORDS: Final = Rule(
    "unshown-words",
    _WARNING,
    "the words “{words}” are shown nowhere: they are {what}",
    "write them into the text, or delete them",
    "Paper has no place for them, so nobody would read them.",
)
FORBIDDEN_LINK: Final = Rule(
    "forbidden-link",
    _ERROR,
    "links may lead to http, https, mailto addresses and to ids of this document, not to “{target}”",
    "link to a public web address, or write [](#id) for a place in this document",
    "Other addresses run programs, open files of the reader's computer or give away passwords.",
)
FORBIDDEN_IMAGE: Final = Rule(
    "forbidden-image",
    _ERROR,
    "the picture “{target}” {reason}",
    "put a PNG, JPEG or SVG file into the project and name it by its path from this file",
    "Pictures are part of the document: they travel with the project and nothing is fetched from elsewhere.",
)
UNKNOWN_RECORD: Final = Rule(
    "unknown-record",
    _ERROR,
    "the records fill no table or picture by the name “{name}”",
    "write one of these after “record:”, in a line of its own: {known}",
    "Official tables are made from the files in records/.",
)
CROWDED_PICTURE: Final = Rule(
    "crowded-picture",
    _WARNING,
    "the picture has {count} bars; with more than {limit} nobody can read their words",
    "show them as a table: record:observations",
    "A picture is never higher than a page, so many bars make it small.",
)
TOO_WIDE: Final = Rule(
    "too-wide",
    _WARNING,
    "the table has {count} {what}; Word opens none of more than {limit}",
    "make several tables of it",
    "A Word file with a table of more than 63 columns may not open at all.",
)
UNKNOWN_DIRECTION: Final = Rule(
    "unknown-direction",
    _ERROR,
    "records/measures.yaml has no direction “{id}”",
    "add “- {{id: {id}, name: …}}” under “directions:” there, or correct it here",
    "Measures stand under their directions in the action plan; this one would stand under none.",
)
TWO_VALUES: Final = Rule(
    "two-values",
    _WARNING,
    "“{indicator}” is {value} here and {other} at {first}, for {period} and the same scope",
    "keep the one that holds, or say under “scope” or “period” in what they differ",
    "Figures for one thing that contradict each other are the first that a reader finds; most differ in what was counted.",
)
INCOMPLETE_MEASURE: Final = Rule(
    "incomplete-measure",
    _WARNING,
    "the measure “{id}” lacks: {fields}",
    "add these fields; until then their cells show that they are open",
    "A measure without form of completion, date or executor cannot be reported on: nobody can say that it was done.",
)
OUTSIDE_PERIOD: Final = Rule(
    "outside-period",
    _WARNING,
    "the measure “{id}” is due {due}, outside the period of the concept ({period})",
    "correct the date here or “period” in concept.yaml",
    "A plan carries out its concept within the concept's own years.",
)
SKIPPED_LEVEL: Final = Rule(
    "skipped-level",
    _WARNING,
    "a heading of level {level} follows {before}",
    "write {wanted} here, and likewise in the headings of the same level that follow",
    "Readers with screen readers, and the numbering, go by heading levels; none may be left out.",
)
LOST_MARKUP: Final = Rule(
    "lost-markup",
    _WARNING,
    "“{words}” looks like {what}, and is read as plain text",
    "{remedy}",
    "A sign out of place turns a heading, a list, a table or an id into words in the middle of a paragraph.",
)
INDENTED: Final = Rule(
    "indented-text",
    _WARNING,
    "“{words}” stands behind a tab or four spaces, so it is shown as typed, like code",
    "take the tab or spaces away; for what is to be shown as typed, put ``` in a line of its own above and below",
    "Word begins a paragraph with a tab; here a tab takes the meaning from every sign behind it.",
)
UNEVEN_ROW: Final = Rule(
    "uneven-row",
    _WARNING,
    "this row has {cells} cells, and the table's heading has {columns}",
    "make them the same; write \\| for a | inside a cell",
    "Other programs drop surplus cells silently; here they are kept, and the table widened.",
)
MIXED_SCRIPT: Final = Rule(
    "mixed-script",
    _WARNING,
    "the word “{word}” mixes Latin and Cyrillic letters ({letters})",
    "retype the word with one keyboard",
    "Such a word looks right and is never found by search, by comparison or by a screen reader.",
)
BIDI_CONTROL: Final = Rule(
    "bidi-control",
    _ERROR,
    "the invisible character {code} changes the direction of the text",
    "delete it; retype the words around it",
    "Such characters make a text read differently from what it says.",
)
ZERO_WIDTH: Final = Rule(
    "zero-width",
    _WARNING,
    "an invisible character {code} stands here",
    "delete it; retype the words around it",
    "Invisible characters break search and comparison; they come in with text copied from web pages.",
)
UNCITED_FIGURE: Final = Rule(
    "uncited-figure",
    _WARNING,
    "“{figure}” has no source",
    "cite one in the same paragraph: [@id], with the source in records/sources.yaml",
    "A figure without its source cannot be checked, and figures on one subject contradict each other.",
)
UNDEFINED_ABBREVIATION: Final = Rule(
    "undefined-abbreviation",
    _WARNING,
    "the abbreviation “{abbreviation}” is nowhere explained in this language",
    "add a line “*[{abbreviation}]: what it stands for” to a fragment in this language",
    "Readers outside the ministry do not know it; the list of abbreviations is made from these lines.",
)
PLACEHOLDER: Final = Rule(
    "placeholder",
    _WARNING,
    "“{words}” looks like a place left to be filled",
    "write what belongs here, or say openly that it is not known and who will decide",
    "Placeholders have a way of being signed.",
)
DOUBLED_WORD: Final = Rule(
    "doubled-word",
    _WARNING,
    "the word “{word}” stands twice",
    "delete one of the two",
    "A slip of typing or of joining two versions.",
)
HTML: Final = Rule(
    "html",
    _WARNING,
    "“{tag}” is HTML, and is shown as it is typed",
    "use Markdown; to show it on purpose, put it into `backticks`",
    "HTML cannot go into Word and PDF alike, and can carry programs; so it is taken as words.",
)

# ------------------------------------------------------------ contributions

CONTRIBUTION_BODY: Final = Rule(
    "contribution-body",
    _ERROR,
    "this line belongs to no part of the contribution",
    "write it indented by four spaces below one of the titles, each of which may stand once: {titles}",
    "What a stakeholder wrote stands indented below a title, so that no line of it can be taken for one of ours.",
)
CONTRIBUTION_FILE: Final = Rule(
    "contribution-file",
    _ERROR,
    "the contribution “{id}” belongs into {path}",
    "move the file there, or correct “id” and “stakeholder” in its head",
    "A contribution is found by its name: contributions/STAKEHOLDER/ID.md.",
)
SAME_CONTRIBUTION: Final = Rule(
    "same-contribution-id",
    _ERROR,
    "the number “{id}” is taken already, in {path}",
    "give this one a number of its own: concept contributions --renumber",
    "Two branches can each register a contribution under the next number. A letter that names it must mean one of them.",
)
MERGED_LEDGER: Final = Rule(
    "merged-contribution",
    _ERROR,
    "git could not merge this file, and left both versions in it",
    "if they are two contributions with one number: concept contributions --renumber; if one: keep the history of both, in order",
    "Two branches can each register a contribution under the next number, or each decide one.",
)
HIDDEN: Final = Rule(
    "hidden-in-contribution",
    _WARNING,
    "it holds characters that nobody sees: {codes}",
    "leave it as it came; retype the words before any of them go into the text",
    "What a stakeholder wrote is not mended. Such characters hide words or turn them around, and come into the text with its words.",
)
NO_SUCH_SECTION: Final = Rule(
    "no-such-section",
    _ERROR,
    "there is no section “{id}”, and the words stand in no other one",
    "write the id that the section has now, or take the place out: then it is about the whole document",
    "What waits for a decision has to lead to the words that it is about.",
)
UNKNOWN_MEETING: Final = Rule(
    "unknown-meeting",
    _ERROR,
    "records/meetings.yaml has no meeting “{id}”",
    "add it there: concept new meeting {id} --date … --title …; or correct it here",
    "Who asks why a wording stands in the text is led to the sitting that decided it.",
)
UNKNOWN_DRAFT: Final = Rule(
    "unknown-draft",
    _ERROR,
    "no draft was frozen as “{label}”",
    "correct the label (concept drafts lists them), or freeze the draft that was sent: concept freeze {label} --at …",
    "Letters name the paragraphs and pages of the draft that was sent. Only a frozen one can be found again.",
)
UNKNOWN_BASE: Final = Rule(
    "unknown-base",
    _ERROR,
    "the amendment does not hold the words that it changes",
    "register it anew with these words: concept contribute --from {stakeholder} --replace …",
    "Words are merged from the text that was read. Without it a proposal can only be retyped by hand.",
)
IMPOSSIBLE_STEP: Final = Rule(
    "impossible-step",
    _ERROR,
    "“{step}” cannot follow {before}",
    "the history only grows, step by step: take the file from the history of the project again (git checkout)",
    "The state of a contribution is what its history says. A step that cannot be hides what really happened.",
)
MISSING_REASON: Final = Rule(
    "missing-reason",
    _ERROR,
    "“{disposition}” has no reason",
    "write it behind the disposition (reason: …), or decide it anew: concept decide {id} {disposition} --reason …",
    "Who is told no, or not quite, is told why.",
)
DECIDED_EARLY: Final = Rule(
    "decided-early",
    _WARNING,
    "it is decided on {day}, and it came on {received}",
    "correct the day of the meeting in records/meetings.yaml and here, or decide it in a later one: concept decide {id} …",
    "Nobody decides what has not come. A reader of the minutes will ask how it could be.",
)
UNKNOWN_CONTRIBUTION: Final = Rule(
    "unknown-contribution",
    _WARNING,
    "the conflict is with “{id}”, and there is no such contribution",
    "take its file from the history of the project again (git checkout), or settle the words: concept merge {own} --with …",
    "A sitting that has to choose between two wordings must be able to see both, and whose they are.",
)
DUPLICATE_ALONE: Final = Rule(
    "duplicate-alone",
    _WARNING,
    "it was put aside as a duplicate of {other}, which was {became}",
    "see whether its body still wants it, and decide it for itself: concept move {id} disputed --by …, concept decide {id} …",
    "Who proposed the same as somebody else is answered with what became of that; nobody else speaks for them when it is gone.",
)
PLACE_GONE: Final = Rule(
    "place-gone",
    _WARNING,
    "the words that it is about are not in the section “{section}” any more",
    "answer it all the same: concept show {id} tells which they were; what is still wanted goes in with concept merge {id} --edit",
    "A remark on words that were rewritten meanwhile is often met by the new ones. Whoever sent it has to be told so.",
)
PLACE_AMBIGUOUS: Final = Rule(
    "place-ambiguous",
    _WARNING,
    "the words that it is about stand at several places now: {places}",
    "register it anew with more of the words around them, or with --at",
    "Words are never changed at a place that was guessed.",
)
NOT_APPLIED: Final = Rule(
    "accepted-not-applied",
    _WARNING,
    "it is {disposition}, and the text does not say so yet",
    "concept merge {id}",
    "What was promised in the sitting has to be in the text before the next draft is sent out.",
)
APPLIED_LOST: Final = Rule(
    "applied-lost",
    _WARNING,
    "what it changed in {path} was lost: {words}",
    "put it back; to change it on purpose, type concept merge --revert {id}, and decide it anew",
    "Accepted words disappear when somebody goes on with an old copy. The body that proposed them will notice.",
)
CONFLICT_OPEN: Final = Rule(
    "open-conflict",
    _WARNING,
    "it is {disposition}, and other changes of the same words stand in the way{against}",
    "decide which words stand: concept merge {id} --with …, or --edit",
    "Two accepted wordings of one sentence cannot both stand.",
)
LATE: Final = Rule(
    "late-contribution",
    _WARNING,
    "it came on {received}, outside of the round “{round}” ({sent} to {due})",
    "decide whether it is still considered; it is kept in any case",
    "Late material is not lost silently, nor does it come in silently.",
)
ROUND_DATES: Final = Rule(
    "round-dates",
    _ERROR,
    "the round “{id}” ends on {due}, before it was sent on {sent}",
    "put the two days in order",
    "By these days an answer is in time or late.",
)
SAME_SAID: Final = Rule(
    "duplicate-contribution",
    _WARNING,
    "it says nearly the same of the same words as {other}",
    "if it is the same: concept decide {id} duplicate --reason “as {other}”",
    "Bodies copy each other's letters. One answer for all of them is fair, two different ones are not.",
)
FROZEN_SECTION: Final = Rule(
    "frozen-section",
    _WARNING,
    "the section “{section}” is frozen, and this contribution is {type}",
    "concept decide {id} out-of-scope --reason …, or open the section again; of a frozen one only the wording is discussed",
    "After agreement no new issues are brought in: so it is in the rounds of the United Nations.",
)

NO_SUCH_RECORD: Final = Rule(
    "unknown-entry",
    _ERROR,
    "there is no {kind} “{id}”",
    "correct the id, or add the {kind}",
    "A record that names nobody in particular reminds nobody.",
)
MOVED_UNEXPLAINED: Final = Rule(
    "moved-without-reason",
    _WARNING,
    "the deadline of “{id}” was moved on {on}, and it is not said why",
    "add a “reason” to this entry of “moved”",
    "A deadline that moves without a reason moves again.",
)
DUE_TOO_EARLY: Final = Rule(
    "due-before-start",
    _ERROR,
    "“{id}” is due on {due}, before it began on {start}",
    "put the two days in order",
    "What is due before it was given was overdue from the first day.",
)
DUE_TOO_LATE: Final = Rule(
    "due-after-period",
    _WARNING,
    "“{id}” is due on {due}, after the concept's period {period}",
    "correct the date, or the concept's period",
    "After its period a concept is evaluated, not carried out any more.",
)
NO_ZONE: Final = Rule(
    "public-deadline-without-zone",
    _WARNING,
    "the public is told “{due}”, without {lacks}",
    "write day, hour and time zone: 2021-06-15 18:00 Asia/Almaty",
    "“Until 15 June” ends at another hour for everybody who reads it elsewhere, or thinks that the day itself is still good.",
)
PACK_LATE: Final = Rule(
    "pack-late",
    _WARNING,
    "the papers for “{id}” went out on {sent}; {days} working days ahead was {due}",
    "tell the chair; questions whose papers are late are not considered",
    "Papers go out 7 working days ahead when the Prime Minister or a deputy is in the chair, else 3 (Resolution No. 247 of 1999).",
)
NOT_ITS_LEVEL: Final = Rule(
    "closed-by-another-level",
    _ERROR,
    "the instruction “{id}” was given at the level {level}, and {what} at the level {by}",
    "leave it open, and ask the level that gave it",
    "Only the level that gave an instruction takes it off control or moves its deadline (Regulations of the Government, 139–140).",
)
INSTRUCTION_TEXT: Final = Rule(
    "instruction-unelaborated",
    _WARNING,
    "the instruction “{id}” says no more than its title",
    "write in “text” what is to be done, or: unknown",
    "An instruction has to be elaborated: whoever carries it out must not have to guess (Regulations of the Government, paragraph 135).",
)
INSTRUCTION_BASIS: Final = Rule(
    "instruction-without-basis",
    _WARNING,
    "the instruction “{id}” does not say which strategic document it serves",
    "name it in “serves”, or write: unknown",
    "An instruction has to be in line with the strategic documents (Regulations of the Government, paragraph 135).",
)
INSTRUCTION_RESULT: Final = Rule(
    "instruction-without-result",
    _WARNING,
    "the instruction “{id}” names no end result",
    "write in “deliverable” what will lie on the table, or: unknown",
    "Only a concrete end result can be seen to be there (Regulations of the Government, paragraph 135).",
)
INSTRUCTION_TERM: Final = Rule(
    "instruction-unrealistic",
    _WARNING,
    "the instruction “{id}” {what}",
    "write in “due” a day at least two working days after it is given, or: unknown",
    "The deadline of an instruction is realistic, and not less than two working days (Regulations of the Government, paragraph 135).",
)
INSTRUCTION_MEANS: Final = Rule(
    "instruction-without-means",
    _WARNING,
    "the instruction “{id}” {what}",
    "name in “assignees” who carries it out, one of them with “lead: true”, and in “resources” with what, or: unknown",
    "What nobody can carry out is no instruction: feasibility and resources count (Regulations of the Government, paragraph 135).",
)
INSTRUCTION_AGAIN: Final = Rule(
    "instruction-duplicate",
    _WARNING,
    "the instruction “{id}” says nearly the same as “{other}”",
    "keep one of them, or say which it repeats: repeats: {other}",
    "Instructions do not duplicate others (Regulations of the Government, paragraph 135).",
)
REPORT_BASIS: Final = Rule(
    "report-basis",
    _WARNING,
    "{said}",
    "let period and deadline go by the same measure",
    "A real resolution asks for results of the half-year in the month after the reported quarter (No. 200 of 2025, point 2.2).",
)

RULES: Final[tuple[Rule, ...]] = tuple(
    sorted((each for each in globals().copy().values() if isinstance(each, Rule)), key=lambda rule: rule.name)
)
"""All rules, by name."""
