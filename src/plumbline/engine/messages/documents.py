"""Sentences about reading and writing documents. Keys start with `documents.`."""

MESSAGES: dict[str, str] = {
    "documents.format.too_large": (
        "The document has {size} MB; at most {limit} MB are read. Split it by cycle or team."
    ),
    "documents.format.binary": (
        "This is not a text file. Save it as plain text in UTF-8 and try again."
    ),
    "documents.format.archive": (
        "This is a zip archive or an office file, not a text. Export it as CSV, Markdown or YAML."
    ),
    "documents.format.pdf": (
        "This is a PDF, not a text. Copy its OKRs into a Markdown or CSV file."
    ),
    "documents.format.office": (
        "This is an old office file, not a text. Export it as CSV in UTF-8."
    ),
    "documents.format.broken_encoding": (
        "The file says that it is {encoding}, but byte {offset} is not. Save it in UTF-8."
    ),
    "documents.format.empty": "The document is empty.",
    "documents.format.broken": "Line {line} cannot be read as {kind}: {text}",
    "documents.format.broken_above": (
        "Line {line} cannot be read as {kind}. It is empty: look at the lines above it."
    ),
    "documents.format.own_key": (
        "{key} is not read here. Begin the document with “plumbline: 1”, and all keys of our "
        "format are."
    ),
    "documents.format.no_okrs": (
        "No objectives or key results were found: no key is named like objective, goal or "
        "key result."
    ),
    "documents.format.no_title": "No objective was read: none has a title.",
    "documents.format.objective_untitled": "An objective without a title was not read.",
    "documents.format.key_result_untitled": "A key result without a title was not read.",
    "documents.yaml.json_ends": "The JSON ends too early: a bracket or quote is still open.",
    "documents.yaml.json_broken": "This is not valid JSON here: {found}",
    "documents.yaml.too_many": "The document holds more than {limit} values. Split it.",
    "documents.yaml.too_deep": "Values are nested more than {limit} levels deep.",
    "documents.yaml.broken": "This is not valid YAML: {reason}.",
    "documents.yaml.quote_open": (
        "The quote that opens here is not closed in its line. Close it behind the text."
    ),
    "documents.yaml.character": "The character {code} is not allowed in YAML. Remove it.",
    "documents.yaml.several": "A second document starts here. Keep one document in each file.",
    "documents.yaml.alias_unknown": "The alias *{name} has no anchor &{name} before it.",
    "documents.yaml.key_is_no_text": "A key must be a plain text.",
    "documents.yaml.version": (
        "Version {value} of the format is not known. Write plumbline: {version}."
    ),
    "documents.yaml.mapping_expected": "A mapping of keys and values is expected here ({name}).",
    "documents.yaml.list_expected": "{key} takes a list.",
    "documents.yaml.scalar_expected": "{key} takes a single value, not a list or mapping.",
    "documents.yaml.fields_expected": "{key} takes a mapping of keys and values.",
    "documents.yaml.text_expected": "{key} takes a list of texts.",
    "documents.yaml.text_empty": "{key} is empty. Fill it or remove the key.",
    "documents.yaml.missing": "{key} is missing ({name}).",
    "documents.yaml.key_unknown": "The key {key} is not known here ({name}).",
    "documents.yaml.key_inside": (
        "The key {key} does not stand in the {name} itself. Write {example}."
    ),
    "documents.yaml.key_unknown_near": (
        "The key {key} is not known here ({name}). Did you mean {near}?"
    ),
    "documents.yaml.key_repeated": "The key {key} stands twice. The first value counts.",
    "documents.yaml.choice": "{value} is no {key}. Write one of: {choices}.",
    "documents.yaml.boolean_expected": "{value} is no truth value. Write true or false.",
    "documents.yaml.number_expected": "{value} is no number. Write digits such as 12 or 3.8.",
    "documents.yaml.number_time": (
        "{value} is a time or a number to base 60. Write one decimal number such as 1.5."
    ),
    "documents.yaml.number_underscore": "{value} holds an underscore. Write the digits alone.",
    "documents.yaml.number_base": "{value} is not a decimal number. Write it in decimal digits.",
    "documents.yaml.number_finite": (
        "{value} is no number that can be reached. Write a finite number or remove the key."
    ),
    "documents.yaml.number_comma": (
        "{value} holds a comma. Write 1000 for a thousand and 3.8 with a point."
    ),
    "documents.yaml.number_unit": (
        "{value} holds more than a number. Write the number alone and its unit under unit."
    ),
    "documents.yaml.number_zero": (
        "{value} starts with a zero, which some read as octal. Write it without."
    ),
    "documents.yaml.number_limits": (
        "{value} is out of range: at most {digits} digits before the decimal mark and "
        "{places} behind it."
    ),
    "documents.yaml.number_below": "{value} is less than {low}, the least that is allowed.",
    "documents.yaml.number_above": "{value} is more than {high}, the most that is allowed.",
    "documents.yaml.number_places": "{value} has more than {places} decimal places.",
    "documents.yaml.integer_expected": "{value} is no whole number.",
    "documents.yaml.day_expected": "{value} is no day. Write it like 2026-11-15.",
    "documents.yaml.day_unknown": "{value} is not in the calendar.",
    "documents.yaml.day_far": "{value} is not between the years {first} and {last}.",
    "documents.yaml.moment_expected": (
        "{value} is no moment with its offset. Write it like 2026-11-15T09:30:00Z."
    ),
    "documents.yaml.cycle_order": "The cycle ends on {end}, before it starts on {start}.",
    "documents.yaml.due_before_start": "It is due on {due}, before it starts on {start}.",
    "documents.yaml.target_baseline": (
        "Target and baseline are both {value}: there is no way to go. Change one of them."
    ),
    "documents.yaml.target_no_change": "A change of 0 % asks for nothing. Write another target.",
    "documents.yaml.direction": (
        "The kind is {kind}, but the target lies on the other side of the baseline."
    ),
    "documents.yaml.range_ends": "A range needs both its ends. Write low and high.",
    "documents.yaml.range_order": "The lower end {low} is above the upper end {high}. Swap them.",
    "documents.yaml.kind_mixed": "{key} does not belong to a metric of kind {kind}.",
    "documents.yaml.limit_missing": (
        "A metric of kind {kind} needs its limit. Write it under target."
    ),
    "documents.yaml.checkpoint_order": (
        "The checkpoint of {day} does not come after the one before it."
    ),
    "documents.yaml.address": (
        "{value} is no address of a page; it begins with https:// and names a host. It is left out."
    ),
    "documents.yaml.pause_order": "The pause ends on {until}, before it starts on {since}.",
    "documents.yaml.day_before_cycle": "{day} is before the cycle, which starts on {start}.",
    "documents.yaml.day_after_cycle": "{day} is after the cycle, which ends on {end}.",
    "documents.yaml.id_twice": "The id {id} stands twice. Every id must be unique.",
    "documents.yaml.priority_unknown": "No priority has the id {id}.",
    "documents.yaml.link_unknown": (
        "Nothing in this document has the id {id}; it is looked up elsewhere."
    ),
    "documents.yaml.link_twice": "The link to {id} stands twice.",
    "documents.yaml.pair_unknown": "No key result of this document has the id {id}.",
    "documents.yaml.loop": "The link to {id} closes a loop: in the end it supports itself.",
    "documents.yaml.edit_overlap": (
        "Two edits touch the same characters, or characters outside the text."
    ),
    "documents.yaml.edit_no_mapping": (
        "There is no mapping here that {key} could be added to, or it has that key already."
    ),
    "documents.yaml.edit_no_list": "There is no list here.",
    "documents.yaml.edit_root": "The whole document cannot be removed.",
    "documents.yaml.edit_nowhere": "There is no {step} here.",
    "documents.yaml.edit_alias": "{step} is an alias of another place. Edit it there.",
    "documents.yaml.edit_breaks": (
        "This place cannot be edited without changing others. Edit the file by hand."
    ),
    "documents.format.work_passed_over": (
        "{title} is work, not a result; it was not taken as a key result."
    ),
    "documents.format.orphan": "The key result {title} names no objective of this document.",
    "documents.format.section_passed_over": "{key} holds no objectives or key results.",
    "documents.format.points": (
        "{title} was read as an objective because most of its points state a measure. Check it."
    ),
    "documents.format.style_unknown": (
        'The style "{value}" is not known and is left out. Did you mean {near}?'
    ),
    "documents.format.undated": (
        "The current value {value} has no date and was not taken as a check-in. Write the day "
        "beside it, as in {{value: {value}, date: 2026-11-15}}, or check in with it afterwards."
    ),
    "documents.format.no_day": (
        '"{value}" is not understood as a day and is left out. Write it as 2026-12-31.'
    ),
    "documents.markdown.no_okrs": (
        "No objectives or key results were found. Looked for: lines or headings that start with "
        '"Objective", "KR" or "Key Result", lists below a heading that names OKRs or goals, '
        "and tables with a column of objectives or key results."
    ),
    "documents.markdown.untitled": (
        "The objective of these key results has no title; “{label}” stands for it. Write behind "
        "it what is to be better."
    ),
    "documents.markdown.orphan": (
        'The key result "{title}" stands under no objective. Put it below one.'
    ),
    "documents.markdown.too_many": (
        "The text has {count} headings, list items and lines; at most {limit} are read. Split it."
    ),
    "documents.markdown.line_cut": (
        "This line is very long: only its first {limit} characters were read. Break it up."
    ),
    "documents.markdown.left_out_definition": '"{title}" explains what OKRs are.',
    "documents.markdown.left_out_contents": '"{title}" is a table of contents.',
    "documents.markdown.left_out_guide": '"{title}" tells how to write or run OKRs.',
    "documents.markdown.left_out_scoring": '"{title}" explains scores.',
    "documents.markdown.left_out_retrospective": '"{title}" looks back.',
    "documents.markdown.left_out_schedule": '"{title}" is about dates and meetings.',
    "documents.markdown.left_out_roadmap": '"{title}" lists milestones, not results.',
    "documents.markdown.left_out_links": '"{title}" holds links and references.',
    "documents.markdown.left_out_put_off": '"{title}" holds what is put off or out of scope.',
    "documents.markdown.left_out_prose": '"{title}" is prose or notes.',
    "documents.markdown.left_out_unlabelled": (
        '"{title}" carries no label and stands under no objective.'
    ),
    "documents.markdown.left_out_remark": '"{title}" reads as a remark, not as a key result.',
    "documents.markdown.left_out_placeholder": '"{title}" is a placeholder still to be filled.',
    "documents.markdown.left_out_table": "The table has no column of objectives or key results.",
    "documents.markdown.several_cycles": (
        "The document holds several cycles ({names}). Each objective keeps the name of its own."
    ),
    "documents.csv.no_columns": (
        "No column of objectives or key results was found. Looked for headings such as Objective, "
        "Key Result, or Title with Type; found: {headings}. Name the columns and try again."
    ),
    "documents.csv.broken": "This is not valid CSV: {reason}.",
    "documents.csv.too_many_rows": "The file has {rows} rows; at most {limit} are read. Split it.",
    "documents.csv.before_header": "These lines stand above the headings in line {line}.",
    "documents.csv.total": "The row only adds up or averages the rows above.",
    "documents.csv.owner_open": (
        '{count} cells say "TBD" for an owner. They name nobody, and nobody is made of them.'
    ),
    "documents.csv.no_objective": (
        'Line {line}: the key result "{title}" has no objective. Name one in its row or above.'
    ),
    "documents.csv.parent_unknown": (
        'Line {line}: "{title}" names the parent "{parent}", which is not in the file.'
    ),
    "documents.csv.parent_is_result": (
        'Line {line}: the key result "{title}" stands under another key result. '
        "Put it under an objective."
    ),
    "documents.csv.no_title": "Line {line}: the title is empty.",
    "documents.csv.title_long": "Line {line}: the title has more than {limit} characters.",
    "documents.csv.state_unknown": (
        'Line {line}, column {heading}: "{state}" is no state and is left out. '
        "Write draft, active, paused, stopped or closed."
    ),
    "documents.csv.kind_unknown": (
        'Line {line}, column {heading}: "{kind}" is no type. '
        "Write Objective, Key Result or Initiative."
    ),
    "documents.csv.id_twice": "Line {line}, column {heading}: the id {id} stands twice.",
    "documents.csv.owner_twice": (
        'Line {line}: "{title}" is owned by "{owner}" as a row above says; "{other}" is left out.'
    ),
    "documents.csv.too_many_cells": (
        "Line {line}: {cells} cells for {headings} headings. Quote cells that hold the separator."
    ),
    "documents.csv.number": (
        "Line {line}, column {heading}: {value} is no number. The row comes in without it."
    ),
    "documents.csv.style_unknown": (
        'Line {line}, column {heading}: the style "{value}" is not known and is left out.'
        " Did you mean {near}?"
    ),
    "documents.csv.undated": (
        "{count} current values have no date and were not taken as check-ins: {values}. "
        "Say as of which day they are, or check in with them after the import."
    ),
    "documents.csv.value_unread": (
        'Line {line}, column {heading}: "{value}" cannot be read as a number and is left out.'
    ),
    "documents.csv.confidence_above": (
        'Line {line}, column {heading}: the confidence "{value}" is above its scale, which '
        "ends at {most}. It is left out."
    ),
    "documents.csv.formula_owner": (
        'Line {line}, column {heading}: "{value}" is a formula and names nobody. It is left out.'
    ),
    "documents.csv.formula_title": (
        'Line {line}: "{value}" begins like a formula. It is taken as text.'
    ),
    "documents.csv.day_two_ways": (
        'Line {line}, column {heading}: "{value}" may be {first} or {second}. It is left '
        "out; write it like 2026-11-15."
    ),
    "documents.csv.words_undated": (
        "{count} rows say how sure somebody is or how it looks (confidence, a light, a note), of "
        "no day: {values}. It is left out until somebody says as of which day it is."
    ),
    "documents.csv.words_of_objectives": (
        "{count} rows say of an objective how sure somebody is or how it looks: {values}. "
        "It is left out: confidence is told of key results."
    ),
    "documents.csv.confidence_unread": (
        'Line {line}, column {heading}: "{value}" tells no confidence. Numbers, shares, '
        "and words such as high, medium and low do."
    ),
    "documents.csv.share_beside": (
        "Line {line}, column {heading}: {value} stands beside {beside} and is read as "
        "{value} %. If {meant} % is meant, write it so."
    ),
    "documents.csv.day_unknown": (
        'Line {line}, column {heading}: "{value}" is no day and is left out. '
        "Write it like 2026-11-15."
    ),
    "documents.csv.joined": (
        'Line {line} names no objective. "{title}" joins the one above: "{above}".'
    ),
    "documents.csv.objective_alone": (
        'Line {line} holds no key result. Its owner and state are those of "{title}".'
    ),
    "documents.csv.day": (
        "Line {line}, column {heading}: {value} is not in the calendar. "
        "The row comes in without it."
    ),
    "documents.xlsx.broken": (
        "The workbook is broken. Open it in a spreadsheet program and save it again as XLSX."
    ),
    "documents.xlsx.password": (
        "The workbook has a password, or is in the old XLS format. Save it as XLSX without one."
    ),
    "documents.xlsx.macros": "The workbook holds macros. Save it as XLSX, which holds none.",
    "documents.xlsx.links": (
        "The workbook takes values from other files. Put the values in place of the links and "
        "save it again."
    ),
    "documents.xlsx.entities": (
        "The workbook declares entities, which no spreadsheet program does. It was not read."
    ),
    "documents.xlsx.unpacked": (
        "The workbook, or a part of it, unpacks to more than {limit} MB or is packed far "
        "too densely. Keep only the sheets with OKRs."
    ),
    "documents.xlsx.cells": (
        "The workbook has more than {limit} cells. Keep only the sheets with OKRs."
    ),
    "documents.xlsx.rows": "A sheet has more than {limit} rows. Split it by cycle or team.",
    "documents.xlsx.empty": "No sheet of the workbook holds anything.",
    "documents.xlsx.uncomputed": (
        "Line {line}, column {heading}: the formula has no value, for no program has "
        "computed it. The cell counts as empty; open and save the workbook where it was made."
    ),
    "documents.xlsx.sheet_too": (
        "The sheet {sheet} holds OKRs too. One sheet is read at a time: bring the workbook once "
        "more for that one."
    ),
    "documents.xlsx.sheet_unknown": "There is no sheet {sheet}. There are: {sheets}.",
    "documents.table.heading_unknown": "No column is called {heading}. It is passed over.",
    "documents.table.heading_twice": "The column {heading} stands twice. The first one counts.",
    "documents.table.kind_unknown": "{kind} is no kind of row. Write one of: {kinds}.",
    "documents.table.parent_unknown": "{kind} belongs to {of}, which is not in the document.",
    "documents.table.no_parent": "{kind} stands before anything that it can belong to.",
    "documents.table.parent_missing": (
        "{kind} does not say what it belongs to. Write the id of it into the column {column}."
    ),
    "documents.table.line_unknown": (
        "This is no heading, value or row of a table, and is passed over: {text}"
    ),
}
