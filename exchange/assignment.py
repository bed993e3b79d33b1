"""The assignment of a community: one cell in a workbook, three short answers in the product (R44)."""

import re

NO_ANSWER = "–"
BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")


def join_answers(purpose: str, contribution: str, task: str) -> str:
    """Three answers with a blank line between them; the task alone where nothing else was answered."""
    answers = [BLANK_LINE.sub("\n\n", answer.replace("\r\n", "\n").strip()) for answer in (purpose, contribution, task)]
    if not any(answers[:2]):
        return answers[2]
    return "\n\n".join(answer or NO_ANSWER for answer in answers)


def split_answers(text: str) -> tuple[str, str, str]:
    """Purpose, contribution and task; a text that is not exactly three parts is the task."""
    parts = BLANK_LINE.split(text)
    if len(parts) != 3:
        return "", "", text
    purpose, contribution, task = ("" if part.strip() == NO_ANSWER else part for part in parts)
    return purpose, contribution, task
