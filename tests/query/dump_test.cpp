// What each stage makes of a query, in a line.
#include "dump.hpp"

#include "binder.hpp"
#include "catch.hpp"
#include "parser.hpp"

namespace entente::query {
namespace {

std::string parsed(const std::string& text) { return dump(parse(text)); }

std::string bound(const std::string& text) {
  Query query = parse(text);
  bind(query);
  return dump(query);
}

TEST_CASE("operators bind as tightly as openCypher says") {
  const auto value = [](const std::string& expression) {
    const Query query = parse("RETURN " + expression);
    return dump(*query.parts[0].clauses[0].items[0].expression);
  };
  CHECK(value("1 + 2 * 3 - 4") == "(subtract (add 1 (multiply 2 3)) 4)");
  CHECK(value("-2 ^ 3 % 4") == "(modulo (power -2 3) 4)");
  CHECK(value("NOT a AND b OR c XOR d") == "(or (and (not a) b) (xor c d))");
  CHECK(value("1 < x <= 3 = true") == "(compare 1 < x <= 3 = true)");
  CHECK(value("a.b[0].c IS NOT NULL") == "(is-not-null (property c (element (property b a) 0)))");
  CHECK(value("x IN [1, 2] + y") == "(in x (add (list 1 2) y))");
  CHECK(value("n:A|!B&C") == "(has-labels (A|(!B&C)) n)");
  CHECK(value("CASE x WHEN 1 THEN 'a' ELSE null END") == "(case x 1 'a' null)");
  CHECK(value("[x IN l WHERE x > 0 | x * 2]") == "(comprehension x l (compare x > 0) (multiply x 2))");
  CHECK(value("reduce(s = 0, x IN l | s + x)") == "(reduce s x 0 l (add s x))");
  CHECK(value("date.truncate('year', $d)") == "(call date.truncate 'year' $d)");
}

TEST_CASE("clauses and patterns become trees") {
  CHECK(parsed("MATCH p = SHORTEST 2 (a:A {n: 1})-[r:T|S*1..3]->(b) WHERE a.x > 1 RETURN DISTINCT a AS q ORDER BY q "
               "DESC LIMIT 3") ==
        "(match p = shortest 2 (a:A (map n: 1))-[r:(T|S)]->{1,3}(b) where (compare (property x a) > 1)) "
        "(return distinct a as q descending q limit 3)");
  CHECK(parsed("OPTIONAL MATCH ((a)<--(b) WHERE a.x = 1)+ RETURN *") ==
        "(optional-match ((a)<-[]-(b) where (compare (property x a) = 1)){1,}) (return *)");
  CHECK(parsed("UNWIND [1] AS x RETURN x UNION ALL CALL db.labels() YIELD label AS x RETURN x") ==
        "(unwind (list 1) as x) (return x as x) union-all (call db.labels label as x) (return x as x)");
}

TEST_CASE("variables get places, each its own") {
  CHECK(bound("MATCH (a)-[r]->(b) WITH a AS b, [x IN [1] | x] AS l RETURN b, EXISTS { (b)-->(c) } AS e") ==
        "(match (a#0)-[r#1]->(b#2)) (with a#0 as b#3 (comprehension x#4 (list 1) - x#4) as l#5) "
        "(return b#3 as b#6 (exists (match (b#3)-[#7]->(c#8))) as e#9)");
  CHECK(bound("MATCH ((a)-[r]->(b)){2} RETURN a") == "(match (#0)((a#1)-[r#2]->(b#3)){2,2}(#7)) (return a#4 as a#8)");
}

}  // namespace
}  // namespace entente::query
