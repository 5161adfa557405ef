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

EXTENSION_WORDS = {
    "sdc-questionnaire-answerExpression": "options made by an expression",
    "sdc-questionnaire-candidateExpression": "answers suggested by an expression",
    "sdc-questionnaire-answerOptionsToggleExpression": "options that come and go",
    "sdc-questionnaire-itemMedia": "a picture, sound or film",
    "sdc-questionnaire-itemAnswerMedia": "a picture, sound or film",
    "sdc-questionnaire-subQuestionnaire": "parts that are in other files",
    "sdc-questionnaire-assemble-expectation": "parts that are in other files",
    "sdc-questionnaire-keyboard": "a keyboard of its own",
    "questionnaire-constraint": "a check written as an expression",
    "questionnaire-unitOption": "units to choose from",
    "questionnaire-unitValueSet": "units to choose from",
    "questionnaire-referenceResource": "a link to another record",
    "questionnaire-signatureRequired": "a signature",
    "regex": "answers in a given pattern",
    "minLength": "a shortest length of the answer",
    "maxSize": "a file",
    "mimeType": "a file",
}

# Only the look, or of interest to a publisher or a record system, or looked at elsewhere:
# languages (languages.py), answers filled in (items.py), and what isn't asked (unasked.py).
IGNORED = frozenset(
    {
        "cqf-library",
        "designNote",
        "questionnaire-calculatedExpression",
        "questionnaire-choiceOrientation",
        "questionnaire-displayCategory",
        "questionnaire-hidden",
        "questionnaire-initialExpression",
        "questionnaire-maxOccurs",
        "questionnaire-minOccurs",
        "questionnaire-sliderStepValue",
        "questionnaire-supportLink",
        "questionnaire-usageMode",
        "rendering-markdown",
        "rendering-style",
        "rendering-styleSensitive",
        "rendering-xhtml",
        "sdc-questionnaire-calculatedExpression",
        "sdc-questionnaire-choiceColumn",
        "sdc-questionnaire-collapsible",
        "sdc-questionnaire-columnCount",
        "sdc-questionnaire-contextExpression",
        "sdc-questionnaire-enableWhenExpression",
        "sdc-questionnaire-initialExpression",
        "sdc-questionnaire-itemPopulationContext",
        "sdc-questionnaire-launchContext",
        "sdc-questionnaire-observation-extract-category",
        "sdc-questionnaire-observationExtract",
        "sdc-questionnaire-observationLinkPeriod",
        "sdc-questionnaire-openLabel",
        "sdc-questionnaire-preferredTerminologyServer",
        "sdc-questionnaire-shortText",
        "sdc-questionnaire-sourceQueries",
        "sdc-questionnaire-sourceStructureMap",
        "sdc-questionnaire-targetStructureMap",
        "sdc-questionnaire-width",
        "translation",
        "variable",
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
