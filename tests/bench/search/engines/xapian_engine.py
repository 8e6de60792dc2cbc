# Xapian with positions and English stems, in Python, by the same messages as engine-process.ts: a JSON object a line
# on standard input, its answer a line on standard output. Times are taken in here, so that no pipe is measured.
import json
import os
import resource
import sys
import time

import xapian

LIMIT = 20
TITLE_BOOST = 10

stem = xapian.Stem("en")
state = {"database": None, "enquire": None}


def read_corpus(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def build(corpus, folder):
    begun = time.process_time()
    for _ in read_corpus(corpus):
        pass
    reading = time.process_time() - begun
    begun, wall = time.process_time(), time.perf_counter()
    database = xapian.WritableDatabase(os.path.join(folder, "xapian"), xapian.DB_CREATE_OR_OVERWRITE)
    generator = xapian.TermGenerator()
    generator.set_stemmer(stem)
    for page in read_corpus(corpus):
        document = xapian.Document()
        generator.set_document(document)
        generator.index_text(page["title"], TITLE_BOOST)
        generator.increase_termpos()
        generator.index_text(page["body"])
        document.set_data(str(page["id"]))
        database.add_document(document)
    database.commit()
    database.close()
    return {
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - begun - reading,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def to_query(kind, words):
    if kind in ("prefix", "letter"):
        return xapian.Query(xapian.Query.OP_WILDCARD, words[0], 0, xapian.Query.WILDCARD_LIMIT_ERROR)
    if kind == "phrase":
        return xapian.Query(xapian.Query.OP_PHRASE, words)
    return xapian.Query(xapian.Query.OP_OR, ["Z" + stem(word).decode("utf-8") for word in words])


def ask(question):
    begun = time.perf_counter()
    enquire = state["enquire"]
    enquire.set_query(to_query(question["kind"], question["words"]))
    refs = [match.document.get_data().decode("utf-8") for match in enquire.get_mset(0, LIMIT)]
    return {"ms": (time.perf_counter() - begun) * 1000, "refs": refs}


def open_index(folder, question):
    if state["database"] is not None:
        state["database"].close()
    begun = time.perf_counter()
    state["database"] = xapian.Database(os.path.join(folder, "xapian"))
    state["enquire"] = xapian.Enquire(state["database"])
    first = ask(question)
    return {"ms": (time.perf_counter() - begun) * 1000, "refs": first["refs"]}


def memory():
    with open("/proc/self/status", encoding="ascii") as lines:
        for line in lines:
            if line.startswith("VmRSS:"):
                return {"mb": int(line.split()[1]) / 1024}


def answer(message):
    kind = message["do"]
    if kind == "build":
        return build(message["corpus"], message["folder"])
    if kind == "open":
        return open_index(message["folder"], message["question"])
    if kind == "ask":
        return ask(message["question"])
    return memory()


print(json.dumps({"kinds": ["word", "two words", "prefix", "letter", "phrase"]}), flush=True)
for line in sys.stdin:
    try:
        reply = answer(json.loads(line))
    except Exception as error:  # The bench says what failed.
        reply = {"error": str(error)}
    print(json.dumps(reply), flush=True)
