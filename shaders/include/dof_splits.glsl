// The radius at which an inner and an outer slice meet.
//
// Declare before including: `shared uint counts[]` of radii in bins of equal width in the logarithm, several sides' one
// after the other.

const float first_bin_px = 1.5;
const float bins_an_octave = 12.0;

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

// A split within a thing tears it; of splits as good, the one nearest to the usual. Heavier, neither parts planes whose
// radii are within a quarter of each other, and pictures gain nothing (five scenes: 0.01 dB of each other).
const float cut_weight = 0.02;
const float unusual_weight = 0.0001;

// How well a bin's lower edge parts a side's radii, whose counts begin at `first`: the variance between both parts, in
// squared octaves (N. Otsu, "A Threshold Selection Method from Gray-Level Histograms", 1979), because what is gathered
// with another's radius is wrong by their ratio; less what lies right at the split, which tears things.
float split_score(int first, int bin, float usual_bin) {
    vec2 inner = vec2(0.0);  // radii, and the sum of their bins
    vec2 outer = vec2(0.0);
    float cut = 0.0;
    for (int other = 0; other < TAPESTRY_SPLIT_BINS; ++other) {
        float away = float(other) + 0.5 - float(bin);
        float count = float(counts[first + other]);
        vec2 part = count * vec2(1.0, away);
        if (other < bin)
            inner += part;
        else
            outer += part;
        cut += count * max(1.0 - abs(away) / 1.5, 0.0);
    }
    float all = max(inner.x + outer.x, 1.0);
    float octaves = 0.0;
    if (inner.x > 0.0 && outer.x > 0.0) octaves = (outer.y / outer.x - inner.y / inner.x) / bins_an_octave;
    return inner.x / all * (outer.x / all) * octaves * octaves - cut_weight * cut / all -
           unusual_weight * abs(float(bin) - usual_bin);
}
