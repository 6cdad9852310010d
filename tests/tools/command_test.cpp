// The command as users type it: outputs, messages and exit statuses.
#include "command.hpp"

#include "catch.hpp"
#include "temporary_directory.hpp"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>

#include <entente/ingest/statement_model.hpp>

#include <sys/wait.h>

namespace entente {
namespace {

using test::has;
using test::Outcome;
using test::run;
using test::TemporaryDirectory;

const std::string kArticles = ENTENTE_SOURCE_DIR "/tests/articles";

TEST_CASE("the main job: articles in, answers with sentences out") {
  const TemporaryDirectory folder;
  const Outcome first = run(folder, "ingest " + kArticles + " --db world.db --jobs 2");
  INFO(first.err);
  CHECK(first.status == 0);
  CHECK(has(first.out, "articles: 15 new, 0 unchanged, 0 changed, 0 failed"));
  CHECK(has(first.out, "sanctions"));
  const Outcome second = run(folder, "ingest " + kArticles + " --db world.db");
  CHECK(second.status == 0);
  CHECK(has(second.out, "articles: 0 new, 15 unchanged, 0 changed, 0 failed"));

  const Outcome neighbors = run(folder, "neighbors 'the Kremlin' --relation attacks --db world.db");
  CHECK(neighbors.status == 0);
  CHECK(has(neighbors.out, "Russia (Country, country/RUS)"));
  CHECK(has(neighbors.out, "Russia -[attacks]-> Ukraine"));
  CHECK_FALSE(has(neighbors.out, "sanctions"));

  const Outcome path = run(folder, "path Qatar 'United States' --db world.db");
  CHECK(path.status == 0);
  CHECK(has(path.out, "Qatar\n  -[mediates]-> "));
  const Outcome paths = run(folder, "path Qatar 'United States' --count 2 --best sure --db world.db");
  CHECK(paths.status == 0);
  CHECK(has(paths.out, "Qatar  (path 1 of 2, confidence 0."));
  CHECK(has(paths.out, "Qatar  (path 2 of 2, confidence 0."));
  CHECK(has(path.out, "\""));

  const Outcome entity = run(folder, "show Israel --limit 100 --db world.db");
  CHECK(entity.status == 0);
  CHECK(has(entity.out, "Israel sanctions Russia [negated]"));
  CHECK(has(entity.out, "Israel refuses to sanction Russia, whatever its friends in Washington may say."));
  CHECK_FALSE(has(entity.out, "Israel sanctions Russia  "));
  CHECK(has(entity.out, "  ISO 3166: ISR\n  Correlates of War: 666\n"));

  const Outcome article = run(folder, "show wire-2022-07-22 --db world.db");
  CHECK(article.status == 0);
  CHECK(has(article.out, "Grain may flow again"));
  CHECK(has(article.out, "Turkey mediates Russia"));

  const Outcome stats = run(folder, "stats --db world.db");
  CHECK(has(stats.out, "articles           15"));
  for (const std::string depth : {"", "--deep "}) {
    const Outcome check = run(folder, "check " + depth + "--db world.db");
    CHECK(check.status == 0);
    CHECK(has(check.out, "the store is sound"));
  }
  const Outcome found = run(folder, "find ISRAEL --db world.db");
  CHECK(found.status == 0);
  CHECK(has(found.out, "israel\tcountry/ISR\tIsrael\tCountry\n"));
  CHECK(run(folder, "find Qwxyz --db world.db").status == 3);

  const Outcome to_file = run(folder, "export --format graphml --output world.graphml --db world.db");
  const Outcome to_out = run(folder, "export --db world.db");
  CHECK(to_file.status == 0);
  CHECK(test::read_file(folder / "world.graphml") == to_out.out);
  CHECK(has(to_out.out, "<graphml"));
}

TEST_CASE("texts are parsed, in three formats, and given words are kept") {
  const TemporaryDirectory folder;
  folder.write("a.txt", "Russia attacked Ukraine in 2022.");
  const Outcome conllu = run(folder, "parse a.txt");
  INFO(conllu.err);
  CHECK(conllu.status == 0);
  CHECK(has(conllu.out, "2\tattacked\tattack\tVERB\tVBD\t_\t0\troot\t_\tTokenRange=7:15\n"));
  CHECK(has(conllu.out, "Entity=B-LOC"));
  const Outcome jsonl = run(folder, "parse - --format jsonl", "cat a.txt |");
  CHECK(jsonl.status == 0);
  CHECK(has(jsonl.out, "\"form\":\"attacked\",\"begin\":7,\"end\":15,\"lemma\":\"attack\""));
  const Outcome tree = run(folder, "parse a.txt --format text");
  CHECK(has(tree.out, "attacked  VERB root\n├─ Russia  PROPN nsubj  [LOC]\n"));

  folder.write("a.conllu", "# kept = yes\n1\tRussia\t_\t_\t_\t_\t_\t_\t_\t_\n2\tattacked\t_\t_\t_\t_\t_\t_\t_\tx=y\n");
  const Outcome given = run(folder, "parse --input conllu a.conllu");
  CHECK(given.status == 0);
  CHECK(has(given.out, "# kept = yes\n1\tRussia\tRussia\tPROPN"));
  CHECK(has(given.out, "x=y\n"));

  folder.write("bad.conllu", "1 Russia\n");
  const Outcome bad = run(folder, "parse --input conllu bad.conllu a.conllu none.conllu");
  CHECK(bad.status == 1);
  CHECK(has(bad.err, "bad.conllu:1: a line of CoNLL-U has 10 columns"));
  CHECK(has(bad.err, "none.conllu: the file cannot be opened"));
  CHECK(has(bad.out, "# kept = yes"));
}

TEST_CASE("the store is that of --db, else $ENTENTE_DB, else ./entente.db") {
  const TemporaryDirectory folder;
  folder.write("a.txt", "Iran attacked Iraq.");
  CHECK(run(folder, "ingest a.txt").status == 0);
  CHECK(std::filesystem::exists(folder / "entente.db/CURRENT"));
  CHECK(run(folder, "ingest a.txt", "ENTENTE_DB=other.db").status == 0);
  CHECK(std::filesystem::exists(folder / "other.db/CURRENT"));
}

TEST_CASE("order and threads do not change what is exported") {
  const TemporaryDirectory folder;
  CHECK(run(folder, "ingest " + kArticles + " --db a.db --jobs 1").status == 0);
  // The same articles one by one, backwards.
  CHECK(run(folder, "ingest $(ls -r " + kArticles + "/*) --db b.db --jobs 4").status == 0);
  for (const char* view : {"facts", "claims"}) {
    const std::string one = run(folder, std::string("export --db a.db --view ") + view).out;
    CHECK(one.size() > 1000);
    CHECK(one == run(folder, std::string("export --db b.db --view ") + view).out);
  }
  const std::string extracted = run(folder, "extract " + kArticles + " --jobs 1").out;
  CHECK(extracted.size() > 1000);
  CHECK(extracted == run(folder, "extract " + kArticles + " --jobs 3").out);
}

TEST_CASE("articles are replaced and removed") {
  const TemporaryDirectory folder;
  folder.write("a.jsonl", R"({"id": "one", "text": "Iran attacked Iraq."})");
  CHECK(has(run(folder, "ingest a.jsonl").out, "1 new"));
  folder.write("a.jsonl", R"({"id": "one", "text": "Iran attacked Israel."})");
  CHECK(has(run(folder, "ingest a.jsonl").out, "0 new, 0 unchanged, 1 changed"));
  CHECK(has(run(folder, "neighbors Iran").out, "Israel"));
  CHECK(run(folder, "neighbors Iraq").status == 3);
  CHECK(has(run(folder, "articles list").out, "one\t"));
  CHECK(run(folder, "articles remove one").status == 0);
  const Outcome again = run(folder, "articles remove one");
  CHECK(again.status == 3);
  CHECK(has(again.err, "holds no article 'one'"));
  CHECK(run(folder, "articles list").out.empty());
  CHECK(has(run(folder, "check").out, "0 articles, 0 entities, 0 statements"));

  folder.write("b.txt", "Iran attacked Iraq.");
  CHECK(has(run(folder, "ingest b.txt").out, "1 new"));
  folder.write("b.txt", "Iran attacked Israel.");
  CHECK(has(run(folder, "ingest b.txt").out, "1 changed"));
  CHECK(has(run(folder, "stats").out, "articles            1"));
}

TEST_CASE("standard input is read, in both formats") {
  const TemporaryDirectory folder;
  folder.write("in.jsonl", "{\"id\": \"one\", \"text\": \"Iran attacked Iraq.\"}\n");
  CHECK(has(run(folder, "extract - < in.jsonl").out, "\"article\":\"one\""));
  folder.write("in.txt", "Iran attacked Iraq.");
  CHECK(has(run(folder, "extract - --format text < in.txt").out, "Iran attacks Iraq"));
}

TEST_CASE("bad articles are told by file and line, the others are taken, and the status says so") {
  const TemporaryDirectory folder;
  folder.write("in/a.jsonl",
               "{\"id\": \"one\", \"text\": \"Iran attacked Iraq.\"}\n{\"text\": \"cut o\n{\"id\": \"two\", \"text\": "
               "\"China backs Pakistan.\"}\n");
  folder.write("in/empty.txt", "");
  folder.write("in/latin.txt", "D\xE9tente\n");
  folder.write("in/program", std::string("\x7F"
                                         "ELF\0",
                                         5));
  folder.write("in/late.jsonl", "{\"text\": \"x\", \"date\": \"2999-01-01\"}");
  const Outcome outcome = run(folder, "ingest in");
  CHECK(outcome.status == 1);
  CHECK(has(outcome.out, "2 new, 0 unchanged, 0 changed, 5 failed"));
  for (const char* part :
       {"in/a.jsonl:2: the JSON breaks off in the middle", "in/empty.txt: the file is empty",
        "in/latin.txt: line 1: the text is not valid UTF-8", "in/program: line 1: this is binary data",
        "in/late.jsonl:1: the date 2999-01-01 lies in the future"}) {
    INFO(outcome.err);
    CHECK(has(outcome.err, part));
  }
  CHECK(run(folder, "neighbors Pakistan").status == 0);
  CHECK(run(folder, "ingest nowhere.txt").status == 1);
}

TEST_CASE("wrong usage, wrong names and unusable stores have their own statuses") {
  const TemporaryDirectory folder;
  CHECK(run(folder, "").status == 2);
  CHECK(run(folder, "ingset x").status == 2);
  CHECK(run(folder, "ingest").status == 2);
  CHECK(run(folder, "export --format gif").status == 2);
  CHECK(run(folder, "--version").out.starts_with("entente 0."));
  for (const char* command : {"", "ingest", "extract", "neighbors", "find", "path", "show", "articles", "articles list",
                              "articles remove", "stats", "export", "check"}) {
    INFO(command);
    const Outcome help = run(folder, std::string(command) + " --help");
    CHECK(help.status == 0);
    CHECK((std::string(command).empty() || command == std::string("articles") || has(help.out, "Example:")));
  }
  const Outcome no_store = run(folder, "stats");
  CHECK(no_store.status == 3);
  CHECK(has(no_store.err, "there is no store here (make one with: entente ingest ARTICLES --db ./entente.db)"));
  folder.write("a.txt", "Iran attacked Iraq.");
  CHECK(run(folder, "ingest a.txt").status == 0);
  const Outcome typo = run(folder, "neighbors Irann");
  CHECK(typo.status == 3);
  CHECK(has(typo.err, "did you mean"));
  CHECK(run(folder, "ingest a.txt --data /nowhere").status == 4);
  CHECK(run(folder, "ingest a.txt --db a.txt").status == 4);
  CHECK(run(folder, "export -o /nowhere/x.graphml").status == 4);
  CHECK(run(folder, "ingest a.txt --date someday").status == 4);
}

TEST_CASE("killed at any moment, the store opens, is sound, and the run resumes to the same end") {
  const TemporaryDirectory folder;
  std::string lines;
  for (int i = 0; i < 3000; ++i) {
    lines += "{\"id\": \"" + std::to_string(i) + "\", \"text\": \"Iran attacked Iraq. China backs Pakistan. Report " +
             std::to_string(i) + ".\"}\n";
  }
  folder.write("in.jsonl", lines);
  const auto begin = std::chrono::steady_clock::now();
  CHECK(run(folder, "ingest in.jsonl --db whole.db").status == 0);
  const std::chrono::duration<double> whole = std::chrono::steady_clock::now() - begin;
  std::uint64_t most = 0;
  for (int round = 1; round <= 12; ++round) {
    // Later each time, so that the kills fall into opening, writing and closing.
    const std::string delay = std::to_string(whole.count() * round / 8);
    const int status = run(folder, "ingest in.jsonl --db killed.db", "timeout --signal=KILL " + delay).status;
    CHECK((status == 137 || status == -1 || status == 0));
    if (!std::filesystem::exists(folder / "killed.db/CURRENT")) continue;
    const Outcome check = run(folder, "check --deep --db killed.db");
    if (check.status == 3) continue;  // Killed before the store had its first record.
    INFO(check.err);
    REQUIRE(has(check.out, "the store is sound"));
    const std::uint64_t articles = std::stoull(check.out);
    CHECK(articles >= most);
    most = articles;
  }
  CHECK(most > 0);
  CHECK(run(folder, "ingest in.jsonl --db killed.db").status == 0);
  CHECK(run(folder, "export --view claims --db killed.db").out ==
        run(folder, "export --view claims --db whole.db").out);
}

TEST_CASE("a store that another process writes to is refused, and can be read") {
  const TemporaryDirectory folder;
  folder.write("a.txt", "Iran attacked Iraq.");
  folder.write("one.jsonl", "{\"id\": \"one\", \"text\": \"China backs Pakistan.\"}\n");
  CHECK(run(folder, "ingest a.txt").status == 0);
  // The first process takes one article and waits for more until the gate is opened; when a reader sees that one, it has the
  // store.
  const std::string script = "program='" ENTENTE_PROGRAM
                             "'\nmkfifo gate\n(cat one.jsonl; cat gate) | \"$program\" ingest - >/dev/null 2>&1 &\n"
                             "for i in $(seq 100); do \"$program\" stats >.reader 2>&1; grep -q 'articles *2' .reader "
                             "&& break; sleep 0.1; done\n"
                             "\"$program\" ingest a.txt >.second 2>&1; echo $? >.status; : >gate; wait\n";
  folder.write("script", script);
  CHECK(std::system(("cd '" + folder.path().string() + "' && sh ./script").c_str()) == 0);
  CHECK(has(test::read_file(folder / ".reader"), "articles            2"));
  CHECK(test::read_file(folder / ".status") == "4\n");
  CHECK(has(test::read_file(folder / ".second"), "another process has the store open for writing"));
}

TEST_CASE("a full disk under standard output is an error") {
  const TemporaryDirectory folder;
  const int status =
      std::system("'" ENTENTE_PROGRAM "' extract " ENTENTE_SOURCE_DIR "/tests/articles >/dev/full 2>/dev/null");
  CHECK(WEXITSTATUS(status) == 4);
}

TEST_CASE("a user's own lexicon file is used, and articles are read anew with it") {
  const TemporaryDirectory folder;
  std::filesystem::copy(ENTENTE_SOURCE_DIR "/schemas", folder / "data", std::filesystem::copy_options::recursive);
  folder.write("a.txt", "Ambassador Doe criticized Iraq. Matignon condemned Iran.");
  CHECK(has(run(folder, "ingest a.txt --data data").out, "1 new"));
  CHECK(run(folder, "neighbors 'Jane Doe'").status == 3);
  folder.write("data/lexicon/mine.json", R"({"description": "Envoys", "license": "CC0-1.0", "entities": [
    {"key": "person/jane-doe", "type": "Person", "name": "Jane Doe", "names": ["Ambassador Doe"]},
    {"key": "country/FRA", "extends": true, "metonyms": ["Matignon"]}]})");
  CHECK(has(run(folder, "ingest a.txt --data data").out, "0 new, 0 unchanged, 1 changed"));
  CHECK(has(run(folder, "ingest a.txt --data data").out, "0 new, 1 unchanged, 0 changed"));
  CHECK(has(run(folder, "neighbors 'Jane Doe'").out, "Jane Doe -[criticizes]-> Iraq"));
  CHECK(has(run(folder, "neighbors France").out, "France -[criticizes]-> Iran"));
  CHECK(has(run(folder, "check").out, "the store is sound"));
}

TEST_CASE("articles are read anew with another statement model") {
  const TemporaryDirectory folder;
  std::filesystem::copy(ENTENTE_SOURCE_DIR "/schemas", folder / "data", std::filesystem::copy_options::recursive);
  folder.write("a.txt", "Iran attacked Iraq.");
  CHECK(has(run(folder, "ingest a.txt --data data").out, "1 new"));
  const auto model = ingest::StatementModel::load(folder / "data/language/statements.model");
  REQUIRE(model.ok());
  ingest::StatementModel::Parameters nothing_learned;
  nothing_learned.encoding_width = model->encoding_width();
  for (auto& word : nothing_learned.words) word.resize(model->encoding_width() * ingest::StatementModel::kHidden);
  nothing_learned.bias.resize(ingest::StatementModel::kHidden);
  REQUIRE(ingest::StatementModel(nothing_learned).save(folder / "data/language/statements.model").ok());
  CHECK(has(run(folder, "ingest a.txt --data data").out, "0 new, 0 unchanged, 1 changed"));
  CHECK(has(run(folder, "ingest a.txt --data data").out, "0 new, 1 unchanged, 0 changed"));

  ingest::StatementModel::Parameters other_language = nothing_learned;
  ++other_language.encoding_width;
  for (auto& word : other_language.words) word.resize(other_language.encoding_width * ingest::StatementModel::kHidden);
  REQUIRE(ingest::StatementModel(other_language).save(folder / "data/language/statements.model").ok());
  const auto refused = run(folder, "ingest a.txt --data data");
  CHECK(refused.status != 0);
  CHECK(has(refused.err, "the statement model was trained with another language model"));
}

TEST_CASE("a broken data folder is refused with file and place") {
  const TemporaryDirectory folder;
  std::filesystem::copy(ENTENTE_SOURCE_DIR "/schemas", folder / "data", std::filesystem::copy_options::recursive);
  folder.write("a.txt", "Iran attacked Iraq.");
  CHECK(run(folder, "extract a.txt --data data").status == 0);
  folder.write("data/lexicon/mine.json",
               R"({"description": "x", "license": "x", "entities": [{"key": "person/x", "typ": "Person"}]})");
  const Outcome outcome = run(folder, "extract a.txt --data data");
  CHECK(outcome.status == 4);
  CHECK(has(outcome.err, "data/lexicon/mine.json: /entities/0: 'typ' is not a known field (did you mean 'type'?)"));
}

TEST_CASE("the lexicon is looked into, extended and compiled") {
  const TemporaryDirectory folder;
  const Outcome find = run(folder, "lexicon find Hizbullah Congo");
  CHECK(find.status == 0);
  CHECK(has(find.out, "Hizbullah\tgroup/hezbollah\tHezbollah\tArmedGroup\tname\n"));
  CHECK(has(find.out, "Congo\tcountry/COG\t"));
  const Outcome unknown = run(folder, "lexicon find Hizbulah");
  CHECK(unknown.status == 3);
  CHECK(has(unknown.err, "did you mean 'Hizbullah'?"));

  const Outcome show = run(folder, "lexicon show 'the Kremlin'");
  CHECK(show.status == 0);
  CHECK(has(show.out, "Russia (Country, country/RUS)"));
  CHECK(has(show.out, "holder foreign minister: Sergey Lavrov (person/sergey-lavrov), from 2004-03"));
  CHECK(has(run(folder, "lexicon show country/RUS --format json").out, "\"wikidata\": \"Q159\""));
  CHECK(run(folder, "lexicon show Congo").status == 3);
  CHECK(has(run(folder, "lexicon stats").out, "Person"));
  const Outcome clashes = run(folder, "lexicon clashes");
  CHECK(has(clashes.out, "Congo\tcountry/COD\t"));
  CHECK(has(clashes.out, "Congo\tcountry/COG\t"));
  CHECK_FALSE(has(clashes.out, "Zhongnanhai"));

  folder.write("mine.json", R"({"description": "mine", "license": "CC0-1.0", "entities": [
    {"key": "person/karl-oberwinkler", "type": "Person", "name": "Karl Oberwinkler"}]})");
  folder.write("a.txt", "Karl Oberwinkler met Vladimir Putin. Karl Oberwinkler left Egon Unbekannt.\n");
  const Outcome before = run(folder, "lexicon coverage a.txt --min 1");
  CHECK(before.status == 0);
  CHECK(has(before.out, "2\tPER\tKarl Oberwinkler\n"));
  const Outcome after = run(folder, "lexicon coverage a.txt --min 1 --lexicon mine.json");
  CHECK_FALSE(has(after.out, "Karl Oberwinkler"));
  CHECK(has(after.out, "Egon Unbekannt"));
  CHECK(has(run(folder, "lexicon coverage a.txt --min 1 --known").out, "Vladimir Putin"));

  const Outcome compile = run(folder, "lexicon compile --lexicon mine.json --output out/my.lexicon");
  CHECK(compile.status == 0);
  CHECK(std::filesystem::file_size(folder / "out/my.lexicon") > 1000000);
  folder.write("clash.json", R"({"description": "mine", "license": "CC0-1.0", "entities": [
    {"key": "person/jane-doe", "type": "Person", "name": "Jane Doe", "names": ["Kremlin"]}]})");
  const Outcome clash = run(folder, "lexicon find Kremlin --lexicon clash.json");
  CHECK(has(clash.err, "'Kremlin' is a name of both"));
  CHECK(has(clash.out, "person/jane-doe"));
  folder.write("broken.json", R"({"description": "mine", "license": "CC0-1.0", "entities": [{"key": "person/jane"}]})");
  const Outcome broken = run(folder, "extract a.txt --lexicon broken.json");
  CHECK(broken.status == 4);
  CHECK(has(broken.err, "broken.json: /entities/0: 'name' is missing for 'person/jane'"));
}

TEST_CASE("a researcher adds a relation with a file, and a broken one is refused with its place") {
  const TemporaryDirectory folder;
  const std::string head = R"({"description": "Ours", "relations": [{"name": "expels-diplomats-of",
    "domain": ["Country"], "range": ["Country"], "definition": "The subject makes diplomats of the object leave.", "codes": {},
    "examples": {"positive": [], "negative": []}, "patterns": [{"id": "expels-diplomats-of.expel", "confidence": 0.9,
    "text": ")";
  folder.write("ours.json", head + "{subject} expel:v diplomat:n of {object}\"}]}]}");
  folder.write("article.txt", "Germany said that 40 Russian diplomats were expelled by France on Monday.");
  const Outcome read = run(folder, "extract article.txt --ontology ours.json --format text");
  INFO(read.err);
  CHECK(read.status == 0);
  CHECK(has(read.out, "France expels-diplomats-of Russia"));
  CHECK(has(run(folder, "codebook --ontology ours.json").out, "## expels-diplomats-of"));

  folder.write("broken.json", head + "{subject} expel:v diplomat~ of {object}\"}]}]}");
  const Outcome refused = run(folder, "extract article.txt --ontology broken.json");
  CHECK(refused.status == 4);
  CHECK(has(refused.err, "broken.json: /relations/0/patterns/0: pattern 'expels-diplomats-of.expel'"));
  folder.write("taken.json", R"({"description": "Ours", "relations": [{"name": "sanctions", "domain": ["Country"],
    "range": ["Country"], "definition": "Something else than ours is.", "codes": {}, "patterns": [],
    "examples": {"positive": [], "negative": []}}]})");
  CHECK(has(run(folder, "extract article.txt --ontology taken.json").err, "relation 'sanctions' is defined twice"));
}

TEST_CASE("an explanation shows tree, entities, patterns, cues and what the model thought") {
  const TemporaryDirectory folder;
  const Outcome outcome = run(folder, "explain 'Israel refuses to sanction Russia.'");
  CHECK(outcome.status == 0);
  for (const char* part :
       {"refuses  VERB root", "mention \"Russia\" = country/RUS", "sanctions.verb: {subject} sanction",
        "cues: negation \"refuses\"", "=> country/ISR sanctions country/RUS [negated, actual, holds]", "accepted "}) {
    INFO(part);
    CHECK(has(outcome.out, part));
  }
}

}  // namespace
}  // namespace entente
