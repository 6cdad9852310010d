#include <algorithm>
#include <array>
#include <utility>

#include <entente/schemas/statement.hpp>

namespace entente {
namespace {

template <typename Enum, std::size_t N>
std::optional<Enum> parse(const std::array<std::string_view, N>& names, std::string_view text) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

constexpr std::array<std::string_view, 2> kPolarities = {"affirmed", "negated"};
constexpr std::array<std::string_view, 4> kModalities = {"actual", "possible", "intended", "hypothetical"};
constexpr std::array<std::string_view, 2> kPhases = {"holds", "ended"};
constexpr std::array<std::string_view, 5> kStances = {"reports", "endorses", "distances", "rejects", "quotes"};

}  // namespace

std::string_view to_string(Polarity polarity) { return kPolarities.at(static_cast<std::size_t>(polarity)); }
std::string_view to_string(Modality modality) { return kModalities.at(static_cast<std::size_t>(modality)); }
std::string_view to_string(Phase phase) { return kPhases.at(static_cast<std::size_t>(phase)); }
std::string_view to_string(Stance stance) { return kStances.at(static_cast<std::size_t>(stance)); }

std::optional<Polarity> parse_polarity(std::string_view text) { return parse<Polarity>(kPolarities, text); }
std::optional<Modality> parse_modality(std::string_view text) { return parse<Modality>(kModalities, text); }
std::optional<Phase> parse_phase(std::string_view text) { return parse<Phase>(kPhases, text); }
std::optional<Stance> parse_stance(std::string_view text) { return parse<Stance>(kStances, text); }

StatementId Statement::id() const {
  return {hash_fields({subject.value, relation, object.value, to_string(factuality.polarity),
                       to_string(factuality.modality), to_string(factuality.phase)})};
}

void order_symmetric(ExtractedStatement& extracted) {
  if (extracted.statement.object < extracted.statement.subject) {
    std::swap(extracted.statement.subject, extracted.statement.object);
    std::swap(extracted.evidence.subject, extracted.evidence.object);
  }
}

}  // namespace entente
