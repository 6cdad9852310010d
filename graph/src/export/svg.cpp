#include "formats.hpp"
#include "picture.hpp"
#include "xml_writer.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace entente::graph {
namespace {

constexpr double kMargin = 20;
constexpr double kLegendHeight = 40;
constexpr double kLegendStep = 120;
constexpr double kBend = 30;  // Between edges that run beside each other.
constexpr const char* kEdgeColor = "#7f7f7f";

std::string number(double value) { return fmt::format("{:.1f}", value); }

// Where the line from the middle of the box to the point leaves the box.
Point border(const Point& centre, const Box& box, const Point& to) {
  const double x = to.x - centre.x;
  const double y = to.y - centre.y;
  const double share = std::max(std::abs(x) / (box.width / 2), std::abs(y) / (box.height / 2));
  return share < 1e-9 ? centre : Point{centre.x + x / share, centre.y + y / share};
}

// A Bézier curve: quadratic, or for an edge back to where it begins cubic.
struct Curve {
  std::vector<Point> points;
  Point middle;
};

struct Line {
  Curve curve;
  std::string label;
  std::string title;
  double width = 1;
  bool fact = true;
  bool symmetric = false;
};

class SvgWriter {
 public:
  SvgWriter(const ExportSource& source, TextWriter& out) : source_(source), xml_(out) {}

  Result<void> write() {
    if (source_.selected.nodes.size() > kMostDrawn) {
      return Error{ErrorCode::invalid_input,
                   fmt::format("{} entities are too many for a picture; at most {} are drawn",
                               source_.selected.nodes.size(), kMostDrawn),
                   "", "choose a part with --around, --relation, --query or --least-reports"};
    }
    auto picture = draw(source_);
    if (!picture) return picture.error();
    picture_ = std::move(*picture);
    // Bent edges may run outside of where the entities stand.
    corner_ = {0, 0};
    end_ = {picture_.layout.size.width, picture_.layout.size.height};
    std::vector<Line> lines;
    const auto edges = each_edge(source_, [&](const ExportEdge& edge) -> Result<void> {
      lines.push_back({curve_of(edge), caption_of(edge), title_of(edge), width_of(edge), edge.fact, edge.symmetric});
      const Point& middle = lines.back().curve.middle;
      corner_ = {std::min(corner_.x, middle.x), std::min(corner_.y, middle.y)};
      end_ = {std::max(end_.x, middle.x), std::max(end_.y, middle.y)};
      return {};
    });
    if (!edges) return edges;
    corner_ = {corner_.x - kMargin, corner_.y - kMargin};
    end_ = {end_.x + kMargin, end_.y + kMargin};
    open();
    for (const Line& line : lines) write_line(line);
    for (std::size_t i = 0; i < picture_.entities.size(); ++i) write_node(i);
    write_legend();
    xml_.end();
    return {};
  }

 private:
  void open() {
    std::set<EntityType> types;
    for (const Entity& entity : picture_.entities) types.insert(entity.type);
    types_.assign(types.begin(), types.end());
    const double width =
        std::max(end_.x - corner_.x, kLegendStep * static_cast<double>(types_.size() + 1) + 2 * kMargin);
    const double height = end_.y - corner_.y + kLegendHeight;
    xml_.start("svg");
    xml_.attribute("xmlns", "http://www.w3.org/2000/svg");
    xml_.attribute("width", number(width));
    xml_.attribute("height", number(height));
    xml_.attribute("viewBox",
                   fmt::format("{} {} {} {}", number(corner_.x), number(corner_.y), number(width), number(height)));
    attributes({{"font-family", "sans-serif"}, {"font-size", "12"}});
    if (!source_.options.generator.empty()) xml_.element("desc", source_.options.generator);
    xml_.start("marker");
    attributes({{"id", "arrow"},
                {"viewBox", "0 0 10 10"},
                {"refX", "10"},
                {"refY", "5"},
                {"markerWidth", "9"},
                {"markerHeight", "9"},
                {"markerUnits", "userSpaceOnUse"},
                {"orient", "auto"}});
    xml_.start("path");
    attributes({{"d", "M0,0 L10,5 L0,10 z"}, {"fill", kEdgeColor}});
    xml_.end();
    xml_.end();
    xml_.start("rect");
    attributes({{"x", number(corner_.x)},
                {"y", number(corner_.y)},
                {"width", "100%"},
                {"height", "100%"},
                {"fill", "#ffffff"}});
    xml_.end();
  }

  void attributes(const std::vector<std::pair<const char*, std::string>>& all) {
    for (const auto& [name, value] : all) xml_.attribute(name, value);
  }

  void write_text(const Point& at, const char* anchor, const char* fill, std::string_view text) {
    xml_.start("text");
    attributes({{"x", number(at.x)}, {"y", number(at.y)}, {"text-anchor", anchor}, {"fill", fill}});
    xml_.text(text);
    xml_.end();
  }

  void write_node(std::size_t node) {
    const Entity& entity = picture_.entities[node];
    const Box& box = picture_.boxes[node];
    const Point& middle = picture_.layout.centres[node];
    xml_.start("g");
    xml_.attribute("class", "entity");
    xml_.element("title", fmt::format("{} ({}, {})", entity.name, to_string(entity.type), entity.key.value));
    write_box({middle.x - box.width / 2, middle.y - box.height / 2}, box, entity.type);
    write_text({middle.x, middle.y + 4}, "middle", text_color_on(entity.type), label_of(entity));
    xml_.end();
  }

  void write_box(const Point& corner, const Box& box, EntityType type) {
    xml_.start("rect");
    attributes({{"x", number(corner.x)},
                {"y", number(corner.y)},
                {"width", number(box.width)},
                {"height", number(box.height)},
                {"rx", "5"},
                {"fill", color_of(type)}});
    xml_.end();
  }

  // Of the edges between two entities the first is straight, the others bend to both sides by turns.
  double bend_of(const ExportEdge& edge) {
    const int before = beside_[std::minmax(edge.source, edge.target)]++;
    const int lane = (before + 1) / 2;
    const double bend = lane * (before % 2 == 0 ? -kBend : kBend);
    return edge.source < edge.target ? bend : -bend;
  }

  Curve curve_of(const ExportEdge& edge) {
    const Point& from = picture_.layout.centres[edge.source];
    const Point& to = picture_.layout.centres[edge.target];
    const double bend = bend_of(edge);
    if (edge.source == edge.target) {
      const double top = from.y - picture_.boxes[edge.source].height / 2;
      const double out = top - kBend - std::abs(bend);
      return {{{from.x - 10, top}, {from.x - 20, out}, {from.x + 20, out}, {from.x + 10, top}},
              {from.x, top + (out - top) * 0.75}};
    }
    const double length = std::max(1.0, std::hypot(to.x - from.x, to.y - from.y));
    const Point turn{(from.x + to.x) / 2 - (to.y - from.y) / length * bend * 2,
                     (from.y + to.y) / 2 + (to.x - from.x) / length * bend * 2};
    const Point begin = border(from, picture_.boxes[edge.source], turn);
    const Point end = border(to, picture_.boxes[edge.target], turn);
    return {{begin, turn, end}, {(begin.x + 2 * turn.x + end.x) / 4, (begin.y + 2 * turn.y + end.y) / 4}};
  }

  void write_line(const Line& line) {
    xml_.start("g");
    xml_.attribute("class", "statement");
    xml_.element("title", line.title);
    xml_.start("path");
    const auto& points = line.curve.points;
    std::string path;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const char* const command = i == 0 ? "M" : i > 1 ? " " : points.size() == 3 ? " Q" : " C";
      path += fmt::format("{}{},{}", command, number(points[i].x), number(points[i].y));
    }
    attributes({{"d", path}, {"fill", "none"}, {"stroke", kEdgeColor}, {"stroke-width", number(line.width)}});
    if (!line.fact) xml_.attribute("stroke-dasharray", "5,4");
    if (!line.symmetric) xml_.attribute("marker-end", "url(#arrow)");
    xml_.end();
    xml_.start("text");
    attributes({{"x", number(line.curve.middle.x)},
                {"y", number(line.curve.middle.y + 3)},
                {"text-anchor", "middle"},
                {"font-size", "9"},
                {"fill", "#333333"},
                {"stroke", "#ffffff"},
                {"stroke-width", "3"},
                {"paint-order", "stroke"}});
    xml_.text(line.label);
    xml_.end();
    xml_.end();
  }

  // The relation, and what is said of it apart from a plain fact.
  static std::string caption_of(const ExportEdge& edge) {
    std::string label = edge.relation;
    if (edge.polarity != to_string(Polarity::affirmed)) label += fmt::format(", {}", edge.polarity);
    if (edge.modality != to_string(Modality::actual)) label += fmt::format(", {}", edge.modality);
    if (edge.phase != to_string(Phase::holds)) label += fmt::format(", {}", edge.phase);
    return label;
  }

  // Shown where the mouse rests: the most reliable sentence, and where it stands.
  static std::string title_of(const ExportEdge& edge) {
    const ArticleSummary& article = edge.best.article;
    std::string where = article.title.empty() ? article.id.value : article.title;
    for (const std::string& part : {article.source, article.date.to_string()}) {
      if (!part.empty()) where += ", " + part;
    }
    const std::string others = edge.reports > 1 ? fmt::format("; {} reports in all", edge.reports) : "";
    return one_line(fmt::format("\"{}\" ({}{})", edge.best.sentence, where, others));
  }

  void write_legend() {
    double x = corner_.x + kMargin;
    const double y = end_.y;
    for (const EntityType type : types_) {
      write_box({x, y}, {12, 12}, type);
      write_text({x + 18, y + 10}, "start", "#333333", to_string(type));
      x += kLegendStep;
    }
    write_text({x, y + 10}, "start", "#333333", "dashed: no plain fact");
  }

  const ExportSource& source_;
  XmlWriter xml_;
  Picture picture_;
  Point corner_;                                                   // The left upper one of what is drawn.
  Point end_;                                                      // The right lower one, without the legend.
  std::vector<EntityType> types_;                                  // That occur.
  std::map<std::pair<std::uint32_t, std::uint32_t>, int> beside_;  // Edges drawn so far, by both ends.
};

}  // namespace

Result<void> write_svg(const ExportSource& source, TextWriter& out) { return SvgWriter(source, out).write(); }

}  // namespace entente::graph
