"""What a FHIR file may hold and Backbeat leaves out or refuses, in words for people."""

REFUSED_TYPES = {
    "date": "asks for a date",
    "dateTime": "asks for a date and time",
    "time": "asks for a time of day",
    "url": "asks for a web address",
    "quantity": "asks for an amount with a unit",
    "attachment": "asks for a file",
    "reference": "asks for a link to another record",
    "open-choice": "lets you choose or write your own answer",
    "question": "leaves open what kind of answer it takes",
}

REFUSED_FIELDS = {
    "initial": "an answer filled in beforehand",
    "readOnly": "an answer that you may not change",
    "repeats": "more than one answer or round",
}

EXTENSION_WORDS = {
    "sdc-questionnaire-initialExpression": "answers filled in by an expression",
    "sdc-questionnaire-calculatedExpression": "answers calculated from others",
    "sdc-questionnaire-enableWhenExpression": "a condition written as an expression",
    "sdc-questionnaire-answerExpression": "options made by an expression",
    "sdc-questionnaire-candidateExpression": "answers suggested by an expression",
    "sdc-questionnaire-contextExpression": "an expression",
    "sdc-questionnaire-itemPopulationContext": "answers taken from a record system",
    "sdc-questionnaire-answerOptionsToggleExpression": "options that come and go",
    "sdc-questionnaire-itemMedia": "a picture, sound or film",
    "sdc-questionnaire-itemAnswerMedia": "a picture, sound or film",
    "sdc-questionnaire-subQuestionnaire": "parts that are in other files",
    "sdc-questionnaire-assemble-expectation": "parts that are in other files",
    "sdc-questionnaire-keyboard": "a keyboard of its own",
    "questionnaire-calculatedExpression": "answers calculated from others",
    "questionnaire-initialExpression": "answers filled in by an expression",
    "questionnaire-hidden": "a question that nobody sees",
    "questionnaire-constraint": "a check written as an expression",
    "questionnaire-minOccurs": "more than one answer",
    "questionnaire-maxOccurs": "more than one answer",
    "questionnaire-unitOption": "units to choose from",
    "questionnaire-unitValueSet": "units to choose from",
    "questionnaire-referenceResource": "a link to another record",
    "questionnaire-signatureRequired": "a signature",
    "cqf-expression": "an expression",
    "cqf-library": "expressions from a library",
    "variable": "a calculated variable",
    "regex": "answers in a given pattern",
    "minLength": "a shortest length of the answer",
    "maxSize": "a file",
    "mimeType": "a file",
    "translation": "several languages; save the form in one of them",
}

# Only the look, or of interest to a publisher or a record system.
IGNORED = frozenset(
    {
        "designNote",
        "questionnaire-choiceOrientation",
        "questionnaire-displayCategory",
        "questionnaire-optionExclusive",
        "questionnaire-sliderStepValue",
        "questionnaire-supportLink",
        "questionnaire-usageMode",
        "rendering-markdown",
        "rendering-style",
        "rendering-styleSensitive",
        "rendering-xhtml",
        "sdc-questionnaire-choiceColumn",
        "sdc-questionnaire-collapsible",
        "sdc-questionnaire-columnCount",
        "sdc-questionnaire-observation-extract-category",
        "sdc-questionnaire-observationExtract",
        "sdc-questionnaire-observationLinkPeriod",
        "sdc-questionnaire-openLabel",
        "sdc-questionnaire-preferredTerminologyServer",
        "sdc-questionnaire-shortText",
        "sdc-questionnaire-width",
    }
)

NEWER = {
    "answerConstraint": "R5",
    "copyrightLabel": "R5",
    "disabledDisplay": "R5",
    "versionAlgorithmCoding": "R5",
    "versionAlgorithmString": "R5",
    "hasAnswer": "STU3",
    "option": "STU3",
    "options": "STU3",
}
