"""The cues of a prompt, exactly as Sources/AssayModels/Routing/PromptCues.swift finds them."""

import re
import unicodedata


def read_lexicon(path):
    """The phrases of each class, from the Swift source."""
    with open(path, encoding="utf-8") as file:
        body = file.read().split('"""')[1].replace("\\\n", "")
    classes = {}
    for line in body.strip().splitlines():
        name, _, phrases = line.strip().partition(": ")
        classes[name] = sorted({phrase.strip() for phrase in phrases.split(",")})
    return classes


class Lexicon:
    """Finds classes by the first word of their phrases."""

    def __init__(self, classes):
        self.words, self.stems = {}, {}
        for name, phrases in classes.items():
            for phrase in phrases:
                parts = phrase.split(" ")
                book = self.stems if parts[0].endswith("*") else self.words
                book.setdefault(parts[0].rstrip("*"), []).append((name, parts))

    def candidates(self, word):
        found = list(self.words.get(word, ()))
        for length in range(2, len(word) + 1):
            found += self.stems.get(word[:length], ())
        return found

    def corrected(self, word):
        """The word with two neighbouring letters swapped where only that makes it known; 5 to 24 letters."""
        if not 5 <= len(word) <= 24 or self.candidates(word):
            return word
        for place in range(len(word) - 1):
            swapped = word[:place] + word[place + 1] + word[place] + word[place + 2:]
            if swapped != word and (swapped in self.words or len(word) >= 6 and self.candidates(swapped)):
                return swapped
        return word

    def classes(self, words, place):
        rest = words[place:place + 6]
        return {name for name, parts in self.candidates(words[place]) if stands(parts, rest)}


def stands(parts, words):
    return len(parts) <= len(words) and all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part for part, word in zip(parts, words)
    )


def is_word_part(character):
    return character.isalpha() or unicodedata.category(character)[0] in "NM" or character in "+#"


def split(line):
    words, word = [], ""
    for character in line + " ":
        if is_word_part(character):
            word += character
        elif word:
            if any(letter.isalnum() for letter in word):
                words.append(word)
            word = ""
    return words


def prose(prompt):
    """The words outside fenced code."""
    is_fenced, words = False, []
    for line in re.split("[\r\n]", prompt):
        if line.lstrip().startswith("```"):
            is_fenced = not is_fenced
        elif not is_fenced:
            words += split(line)
    return words


def marks(prompt, words, kept):
    def is_error(word):
        return word[0].isupper() and any(word.endswith(end) and word != end for end in ("Error", "Exception"))

    def is_frame(line):
        line = line.strip()
        return line.startswith("at ") and "(" in line or line.startswith('File "') and '", line ' in line

    found = {
        "§code": "```" in prompt or sum(prompt.count(sign) for sign in "{}=;[]<>") >= 3,
        "§exception": any(is_error(word) for word in kept),
        "§formula": any(sign in prompt for sign in "^√∑∫≤≥≡∀∃"),
        "§question": prompt.rstrip().endswith("?"),
        "§trace": any(is_frame(line) for line in re.split("[\r\n]", prompt)),
        "§short": len(words) <= 3,
        "§long": len(words) >= 30,
    }
    return {mark for mark, is_there in found.items() if is_there}


def singular(word):
    return word[:-1] if len(word) >= 4 and word[-1] == "s" and word[-2] not in "sui" else word


def cues(prompt, lexicon):
    """Words, pairs of words, classes, and what a prompt begins with."""
    prompt = unicodedata.normalize("NFC", prompt)
    every = prose(prompt)
    kept = every if len(every) <= 400 else every[:300] + every[-100:]
    found = marks(prompt, every, kept)
    words = [lexicon.corrected(word.lower()) for word in kept]
    stems = [singular(word) for word in words]
    found.update(stems)
    found.update(f"{left} {right}" for left, right in zip(stems, stems[1:]))
    classes = [lexicon.classes(words, place) for place in range(len(words))]
    found.update(f"{{{name}}}" for names in classes for name in names)
    if words:
        found.add(f"^{stems[0]}")
        found.update(f"^{{{name}}}" for name in classes[0])
    if not any(classes):
        found.add("{}")
    return found
