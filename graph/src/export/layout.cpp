#include "layout.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <random>
#include <set>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/circle_layout.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/fruchterman_reingold.hpp>
#include <boost/graph/kamada_kawai_spring_layout.hpp>
#include <boost/graph/random_layout.hpp>
#include <boost/graph/topology.hpp>

namespace entente::graph {
namespace {

using Links = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                                    boost::property<boost::edge_weight_t, double>>;
using Plane = boost::rectangle_topology<std::minstd_rand>;
using Places = std::vector<Plane::point_type>;

constexpr double kLinkLength = 220;
constexpr double kGap = 14;                // Between boxes.
constexpr std::size_t kMostSprings = 200;  // Springs take cubic time, and draw better than forces.
constexpr std::size_t kMovesOfBox = 100;
constexpr std::size_t kForceSteps = 150'000;  // Rounds times boxes, within bounds: rounds take quadratic time.
constexpr int kPushRounds = 300;

// Boxes are wide and flat: what is laid out round becomes an ellipse.
constexpr double kFlatness = 0.6;

// Stops the springs when hardly anything moves, or, since they may swing for ever, after so many moves.
class Settled {
 public:
  explicit Settled(std::size_t boxes) : moves_left_(kMovesOfBox * boxes) {}

  bool operator()(double energy, Links::vertex_descriptor box, const Links& links, bool of_all) {
    if (moves_left_ == 0) return true;
    --moves_left_;
    return little_(energy, box, links, of_all);
  }

 private:
  std::size_t moves_left_;
  boost::layout_tolerance<double> little_;
};

// In the middle where arithmetic went astray.
Point flattened(const Plane::point_type& place) {
  return std::isfinite(place[0]) && std::isfinite(place[1]) ? Point{place[0], place[1] * kFlatness} : Point{};
}

Places lay_out_linked(const Links& links) {
  const std::size_t size = num_vertices(links);
  Places places(size);
  const auto position = boost::make_iterator_property_map(places.begin(), get(boost::vertex_index, links));
  const double radius = kLinkLength * std::sqrt(static_cast<double>(size));
  if (size <= kMostSprings) {
    boost::circle_graph_layout(links, position, radius);
    boost::kamada_kawai_spring_layout(links, position, get(boost::edge_weight, links), boost::square_topology<>(),
                                      boost::edge_length(kLinkLength), Settled(size));
    return places;
  }
  std::minstd_rand random;
  const Plane plane(random, -radius / 2, -radius / 2, radius / 2, radius / 2);
  boost::random_graph_layout(links, position, plane);
  boost::fruchterman_reingold_force_directed_layout(
      links, position, plane,
      boost::cooling(boost::linear_cooling<double>(std::clamp<std::size_t>(kForceSteps / size, 40, 150), radius / 10)));
  return places;
}

// Pushes overlapping boxes apart, along the axis that takes less, until none overlap; what is left after many rounds is made by
// stretching.
void separate(const std::vector<Box>& boxes, std::vector<Point>& centres) {
  std::vector<std::size_t> order(boxes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  double widest = 0;
  for (const Box& box : boxes) widest = std::max(widest, box.width + kGap);
  const auto push = [&]() {
    bool overlapped = false;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return centres[a].x < centres[b].x; });
    for (std::size_t i = 0; i < order.size(); ++i) {
      for (std::size_t j = i + 1; j < order.size(); ++j) {
        Point& a = centres[order[i]];
        Point& b = centres[order[j]];
        if (b.x - a.x > widest) break;
        const double wide = (boxes[order[i]].width + boxes[order[j]].width) / 2 + kGap - std::abs(b.x - a.x);
        const double high = (boxes[order[i]].height + boxes[order[j]].height) / 2 + kGap - std::abs(b.y - a.y);
        if (wide <= 0 || high <= 0) continue;
        overlapped = true;
        // A little more than half each, so that rounding leaves no rest.
        if (wide < high) {
          const double by = (b.x < a.x ? -wide : wide) / 2 * 1.01;
          a.x -= by;
          b.x += by;
        } else {
          const double by = (b.y < a.y ? -high : high) / 2 * 1.01;
          a.y -= by;
          b.y += by;
        }
      }
    }
    return overlapped;
  };
  for (int round = 0; push(); ++round) {
    if (round < kPushRounds) continue;
    for (Point& centre : centres) centre = {centre.x * 1.1, centre.y * 1.1};
  }
}

struct Group {
  std::vector<std::uint32_t> boxes;
  std::vector<Point> centres;  // From the left upper corner of the group.
  Box size;
};

void move_to_corner(const std::vector<Box>& boxes, Group& group) {
  Point least{1e300, 1e300};
  Point most{-1e300, -1e300};
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    least = {std::min(least.x, group.centres[i].x - boxes[i].width / 2),
             std::min(least.y, group.centres[i].y - boxes[i].height / 2)};
    most = {std::max(most.x, group.centres[i].x + boxes[i].width / 2),
            std::max(most.y, group.centres[i].y + boxes[i].height / 2)};
  }
  for (Point& centre : group.centres) centre = {centre.x - least.x, centre.y - least.y};
  group.size = {most.x - least.x, most.y - least.y};
}

// In rows, the highest group first.
Box put_beside(std::vector<Group>& groups, std::vector<Point>& centres) {
  std::stable_sort(groups.begin(), groups.end(),
                   [](const Group& a, const Group& b) { return a.size.height > b.size.height; });
  double area = 0;
  double widest = 0;
  for (const Group& group : groups) {
    area += (group.size.width + 2 * kGap) * (group.size.height + 2 * kGap);
    widest = std::max(widest, group.size.width);
  }
  const double row_width = std::max(widest, std::sqrt(area * 1.6));
  Point corner;
  double row_height = 0;
  Box whole;
  for (const Group& group : groups) {
    if (corner.x > 0 && corner.x + group.size.width > row_width) {
      corner = {0, corner.y + row_height + 2 * kGap};
      row_height = 0;
    }
    for (std::size_t i = 0; i < group.boxes.size(); ++i)
      centres[group.boxes[i]] = {corner.x + group.centres[i].x, corner.y + group.centres[i].y};
    whole = {std::max(whole.width, corner.x + group.size.width), std::max(whole.height, corner.y + group.size.height)};
    corner.x += group.size.width + 2 * kGap;
    row_height = std::max(row_height, group.size.height);
  }
  return whole;
}

}  // namespace

Layout lay_out(const std::vector<Box>& boxes, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& links) {
  Links all(boxes.size());
  for (const auto& [a, b] : links) add_edge(a, b, all);
  std::vector<std::size_t> group_of(boxes.size());
  const auto count = boost::connected_components(
      all, boost::make_iterator_property_map(group_of.begin(), get(boost::vertex_index, all)));
  std::vector<Group> groups(count);
  std::vector<std::uint32_t> place_in(boxes.size());
  for (std::uint32_t box = 0; box < boxes.size(); ++box) {
    Group& group = groups[group_of[box]];
    place_in[box] = static_cast<std::uint32_t>(group.boxes.size());
    group.boxes.push_back(box);
  }
  std::vector<std::set<std::pair<std::uint32_t, std::uint32_t>>> linked(count);
  for (const auto& [a, b] : links) {
    if (a != b) linked[group_of[a]].insert(std::minmax(place_in[a], place_in[b]));
  }
  for (std::size_t i = 0; i < groups.size(); ++i) {
    Group& group = groups[i];
    Links own(group.boxes.size());
    for (const auto& [a, b] : linked[i]) add_edge(a, b, {1.0}, own);
    std::vector<Box> own_boxes;
    for (const std::uint32_t box : group.boxes) own_boxes.push_back(boxes[box]);
    const Places places = group.boxes.size() > 1 ? lay_out_linked(own) : Places(1);
    for (const auto& place : places) group.centres.push_back(flattened(place));
    separate(own_boxes, group.centres);
    move_to_corner(own_boxes, group);
  }
  Layout layout;
  layout.centres.resize(boxes.size());
  layout.size = put_beside(groups, layout.centres);
  return layout;
}

}  // namespace entente::graph
