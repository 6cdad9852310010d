#include "fixtures.hpp"
#include "graph_fixtures.hpp"

namespace entente::test {

Contribution random_contribution(std::mt19937& random, const std::string& id) {
  static const char* const kRelations[] = {"attacks", "supports", "sanctions"};
  std::vector<Statement> statements;
  const std::size_t count = random() % 5;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t a = random() % 5;
    const std::size_t b = (a + 1 + random() % 4) % 5;
    const Factuality factuality{static_cast<Polarity>(random() % 2), static_cast<Modality>(random() % 2), Phase::holds};
    statements.push_back(make_statement("country/" + std::to_string(a), kRelations[random() % 3],
                                        "country/" + std::to_string(b), factuality));
  }
  static const char* const kDates[] = {"", "1999", "2020-05", "2020-05-17", "2024-01-01"};
  static const char* const kSources[] = {"", "wire", "daily"};
  Article article = make_article(id, "Text number " + std::to_string(random() % 1000) + ".", kDates[random() % 5],
                                 kSources[random() % 3]);
  static const char* const kAuthors[] = {"", "A. Writer", "A. Writer; B. Other"};
  article.author = kAuthors[random() % 3];
  article.date_origin = article.date.known() ? "date" : "";
  Contribution contribution = make_contribution(std::move(article), statements);
  for (ExtractedStatement& extracted : contribution.statements) {
    extracted.evidence.confidence = static_cast<double>(random() % 11) / 10;
    extracted.evidence.time = {*parse_date(kDates[random() % 5]), *parse_date(kDates[random() % 5])};
  }
  return contribution;
}

}  // namespace entente::test
