// What a language model is made of.
#pragma once

#include "model_file.hpp"
#include "network.hpp"
#include "segmenter.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include <entente/ingest/document.hpp>
#include <entente/ingest/language_model.hpp>

namespace entente::ingest {

// "l3:y": of the form in lower case ('l') or as it stands ('='), cut three letters and add "y".
struct LemmaRule {
  bool lower_case = false;
  std::size_t cut = 0;
  std::string add;
};

// A label of the entity recogniser.
struct EntityLabel {
  bool outside = true;
  bool begins = false;
  NameType type = NameType::other;
};

struct LanguageModel::Parts {
  language::ModelFile file;
  language::Network network;
  language::Segmenter segmenter;
  std::vector<PartOfSpeech> upos;
  std::vector<LemmaRule> lemmas;
  std::vector<EntityLabel> entities;
  std::string name;
  std::string license;
};

}  // namespace entente::ingest
