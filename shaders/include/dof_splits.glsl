// The radius at which an inner and an outer slice meet.
//
// Radii are counted in bins of equal width in the logarithm, several sides' one after the other. Declare before including:
// `shared uint counts[]` of those bins.

// Planes whose radii are within a twentieth of each other have an empty bin between them.
const float first_bin_px = 1.5;
const float bins_an_octave = 48.0;

float bin_of(float radius_px) {
    return bins_an_octave * log2(radius_px / first_bin_px);
}

int counted_bin(float radius_px) {
    return clamp(int(floor(bin_of(radius_px))), 0, TAPESTRY_SPLIT_BINS - 1);
}

// Of the lower edge of a bin.
float edge_px(int bin) {
    return first_bin_px * exp2(float(bin) / bins_an_octave);
}

// Radii in a bin of a side: how many, and their sum.
vec2 counted(int first, int bin) {
    return float(counts[first + bin]) * vec2(1.0, edge_px(bin));
}

// A split within a thing tears it; things scatter a little around a radius, so that a split does well to be an eighth of
// an octave off; and of splits as good, the one nearest to the usual. Heavier, they part no planes whose radii are close
// to each other, and pictures gain nothing (five scenes: 0.01 dB of each other).
const float cut_weight = 0.02;
const float beside_weight = 0.0002;
const float unusual_weight = 0.0001;  // an octave
const int beside_bins = 6;

// What lies at the lower edge of a bin, in radii, and beside it.
float cost_of_cut(int first, int bin) {
    float cost = 0.0;
    for (int other = max(bin - beside_bins, 0); other < min(bin + beside_bins, TAPESTRY_SPLIT_BINS); ++other) {
        float away = abs(float(other) + 0.5 - float(bin));
        float weight = beside_weight * (1.0 - away / float(beside_bins)) + (away < 1.0 ? cut_weight : 0.0);
        cost += weight * counted(first, other).x;
    }
    return cost;
}

// How well a bin's lower edge parts the radii of a side, whose counts begin at `first`; `inner` is the sum of the bins
// below, `all` of all of them. The variance between both parts (N. Otsu, "A Threshold Selection Method from Gray-Level
// Histograms", 1979) beside the outer one's radius, for what is gathered with another's radius is wrong by that share.
// (By octaves small radii count for as much as those that everything far away comes near to: FLIP 0.065 for 0.055 of
// leaves before a wood.)
float split_score(int first, int bin, vec2 inner, vec2 all, float usual_bin) {
    vec2 outer = all - inner;
    float apart = 0.0;
    if (inner.x > 0.0 && outer.x > 0.0) apart = 1.0 - inner.y / inner.x * outer.x / outer.y;
    float count = max(all.x, 1.0);
    return inner.x / count * (outer.x / count) * apart * apart - cost_of_cut(first, bin) / count -
           unusual_weight / bins_an_octave * abs(float(bin) - usual_bin);
}
