"""Runs every example in every format and language and checks what it prints.

Text must be legible in 80 columns, JSON must be JSON (without duplicate keys and
without binary fractions) and have the promised keys, and the same call must print
the same bytes twice. Python reads the JSON, so that Go does not check itself.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

WIDTH = 80
KEYS = {
    "strategy", "asOf", "knownOn", "assumptions", "levels", "goals", "indicators",
    "themes", "areas", "measures", "milestones", "warnings",
}
# An example of its own kind has other keys beside or instead of those.
OTHER_KEYS = {"cities": {"comparisons", "refusals"}}
# So has the chain of a strategy.
CHAIN_KEYS = {
    "strategy", "asOf", "root", "upstream", "downstream", "contributions", "reality", "money",
    "losses", "conflicts", "influence", "gaps", "matrix",
}
# And what other flags print.
FLAG_KEYS = {
    "-sdg": {"strategy", "sdgs", "planned"}, "-explain": {"strategy", "asOf", "knownOn", "id", "state", "score"},
    "-since": {"older", "newer", "changes", "unrecorded"},
    "-against": {"fictional", "then", "now", "correctionsApart", "change"},
    "-levers": {"strategy", "asOf"}, "-robust": {"strategy", "asOf"}, "-outlook": {"strategy", "asOf"},
}
# Beside the plain call: the flags and arguments of each example.
CALLS = {
    "soest": [[], ["-illustrate"], ["-strategy=smart-city"], ["-strategy=digitale-agenda"],
              ["-chain"], ["-chain", "-illustrate"], ["-diagram=mermaid", "-levels=3"], ["-diagram=dot", "-illustrate"], ["-sdg"],
              ["-explain=HF2.SZ4"], ["-illustrate", "-explain=UE1"], ["-as-of=2024-12-31"],
              ["-strategy=smart-city", "-since=zukunftsprogramm"]],
    "leipzig": [[], ["-illustrate"], ["-illustrate", "-chain", "-goal=Z1"],
                ["-illustrate", "-as-of=2021-12-31", "-known-on=2021-12-31", "-sections=measures,areas,conflicts"], ["-strategy=2016"], ["-strategy=2013"],
                ["-chain"], ["-chain", "-illustrate"], ["-diagram=mermaid", "-illustrate"],
                ["-diagram=dot", "-view=tree"], ["-illustrate", "-levers"], ["-illustrate", "-robust=LM", "-samples=2000"],
                ["-outlook=thg-je-ew", "-from=2011"], ["-illustrate", "-against=2022-12-31"],
                ["-illustrate", "-against=2022-12-31", "-known-on=2024-06-30", "-known-then=2023-06-30"]],
    "bergkamen": [[], ["-as-of=2024-04-01"], ["-as-of=2024-08-01"], ["-chain"]],
    "evaluate": [["examples/soest/data"], ["examples/leipzig/data"], ["examples/evaluate/haan"],
                 ["-against-folder=examples/leipzig/data", "examples/leipzig/data"], ["-chain", "examples/leipzig/data"], ["-diagram=dot", "examples/soest/data"]],
}


# Mappings tried on tables: the tidy table on standard output, the account on the error output.
TESTDATA = "indicators/tables/testdata"
READS = [
    (f"{TESTDATA}/quartale.mapping.json", f"{TESTDATA}/quartale.csv", 0),
    (f"{TESTDATA}/public/oecd.mapping.json", f"{TESTDATA}/public/oecd.csv", 0),
    ("-", "examples/leipzig/data/observations.csv", 0),
    ("-", f"{TESTDATA}/faults.csv", 1),
]


def fail(call, message):
    sys.exit(f"{' '.join(call)}: {message}")


def output(call):
    done = subprocess.run(call, capture_output=True, check=False)
    if done.returncode != 0:
        fail(call, f"exit code {done.returncode}\n{done.stderr.decode(errors='replace')}")
    if not done.stdout.strip():
        fail(call, "prints nothing")
    return done.stdout.decode("utf-8")


def unique(pairs):
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        raise ValueError(f"duplicate key among {keys}")
    return dict(pairs)


def no_fraction(text):
    raise ValueError(f"{text} is a number; figures are decimal text")


def check(call, name, form, text):
    drawing = any(part.startswith("-diagram") for part in call)
    if form == "text" and not drawing:
        for line in text.splitlines():
            if len(line) > WIDTH:
                fail(call, f"a line of {len(line)} columns: {line}")
    if form == "html" and not drawing:
        if not text.startswith("<!DOCTYPE html>") or "<script" in text or 'src="' in text:
            fail(call, "is no page of one file without scripts")
    if form == "json" and not drawing:
        try:
            document = json.loads(text, object_pairs_hook=unique, parse_float=no_fraction,
                                  parse_constant=no_fraction)
        except ValueError as err:
            fail(call, err)
        keys = CHAIN_KEYS if "-chain" in call else OTHER_KEYS.get(name, KEYS)
        for flag, others in FLAG_KEYS.items():
            if any(part.startswith(flag) for part in call):
                keys = others
        missing = keys - document.keys()
        if missing:
            fail(call, f"has no key {', '.join(sorted(missing))}")


def check_figures(program):
    """Every shipped city comes to the figures that are expected of it."""
    files = sorted(pathlib.Path("examples").rglob("expected.csv"))
    for file in files:
        output([program, "-check", str(file.parent)])
    return len(files)


def check_reads(program):
    for mapping, table, code in READS:
        call = [program, "-read", mapping, table]
        done = subprocess.run(call, capture_output=True, check=False)
        told = done.stderr.decode("utf-8")
        if done.returncode != code or bool(done.stdout) != (code == 0) or "Messwerte aus" not in told:
            fail(call, f"exit code {done.returncode}\n{told}")


def main():
    packages = subprocess.run(
        ["go", "list", "-f", '{{if eq .Name "main"}}{{.Dir}}{{end}}', "./examples/..."],
        capture_output=True, check=True, text=True)
    names = sorted(pathlib.Path(line).name for line in packages.stdout.split())
    absent = CALLS.keys() - set(names)
    if absent:
        sys.exit(f"examples: there is no {', '.join(sorted(absent))}")
    runs = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            program = f"{folder}/{name}"
            subprocess.run(["go", "build", "-o", program, f"./examples/{name}"], check=True)
            for arguments in CALLS.get(name, [[]]):
                # Flags stand before the folder.
                flags = [a for a in arguments if a.startswith("-")]
                folders = [a for a in arguments if not a.startswith("-")]
                for language in ("de", "en"):
                    for form in ("text", "json", "markdown", "html"):
                        call = [program, *flags, "-lang", language, "-format", form, *folders]
                        text = output(call)
                        if output(call) != text:
                            fail(call, "prints something else the second time")
                        check(call, name, form, text)
                        fictional = "fiktiv" in text.lower() or "fictional" in text.lower()
                        if "-illustrate" in flags and not fictional:
                            fail(call, "does not say that the data are fictional")
                        runs += 1
            if name == "evaluate":
                check_reads(program)
                runs += len(READS) + check_figures(program)
            print(f"{name}: ok")
    # What the README shows first, exactly as it stands there.
    output(["go", "run", "./examples/soest"])
    print(f"{runs} calls")


if __name__ == "__main__":
    main()
