#include "dof_bytes.h"

#include <algorithm>

#include "offline/report/markdown.h"

namespace tapestry::bench {
namespace {

using offline::report::fixed;
using offline::report::Markdown;
using offline::report::MarkdownTable;

struct Row {
    std::string name;
    double dispatches = 0.0, reads = 0.0, bytes_read = 0.0, bytes_written = 0.0;

    void add(const test::PassPrice& pass, double share) {
        dispatches += share;
        reads += share * pass.reads;
        bytes_read += share * pass.bytes_read;
        bytes_written += share * pass.bytes_written;
    }
    std::vector<std::string> cells() const {
        return {name,
                fixed(dispatches, 1),
                fixed(reads, 1),
                fixed(bytes_read, 1),
                fixed(bytes_written, 1),
                fixed(bytes_read + bytes_written, 1)};
    }
};

Row sum_of(const DofBytes& scene, double share, std::string name) {
    Row sum{.name = std::move(name)};
    for (const test::PassPrice& pass : scene.passes) sum.add(pass, share);
    return sum;
}

/// By shader, in the order in which they first run; a star where bytes are not exact.
std::vector<Row> means_by_shader(const std::vector<DofBytes>& scenes) {
    std::vector<Row> rows;
    for (const DofBytes& scene : scenes)
        for (const test::PassPrice& pass : scene.passes) {
            const std::string name = std::string(pass.shader) + (pass.is_exact ? "" : " *");
            auto row = std::ranges::find(rows, name, &Row::name);
            if (row == rows.end()) row = rows.insert(rows.end(), Row{.name = name});
            row->add(pass, 1.0 / static_cast<double>(scenes.size()));
        }
    return rows;
}

}  // namespace

std::string dof_bytes_markdown(const std::vector<DofBytes>& scenes) {
    const std::vector<std::string> headers = {"pass",       "dispatches",    "reads",
                                              "bytes read", "bytes written", "bytes"};
    Markdown markdown;
    markdown.heading(1, "What depth of field costs, a pixel: Tapestry 16x3, half resolution");
    markdown.paragraph(
        "Counted on the CPU from the passes that the effect declares. Bytes: for each dispatch the texels of "
        "each texture that it touches, at bytes a texel of the texture's format, once if the texture is read "
        "and once if it is written, over the pixels of the output. A texel counts once a dispatch however "
        "often it is read: as if caches held all of a pass and nothing from pass to pass. Buffers (tables, "
        "lists of tiles) are left out. Reads: texelFetch and bilinear. *: no such pass runs on the CPU; "
        "bytes are those below the pixels that it was run over, without what taps reach beside them.");
    markdown.heading(2, "By pass, mean over scenes");
    MarkdownTable by_pass{headers};
    for (const Row& row : means_by_shader(scenes)) by_pass.rows.push_back(row.cells());
    Row all{.name = "all"};
    for (const DofBytes& scene : scenes)
        for (const test::PassPrice& pass : scene.passes)
            all.add(pass, 1.0 / static_cast<double>(scenes.size()));
    by_pass.rows.push_back(all.cells());
    markdown.table(by_pass);
    markdown.heading(2, "By scene");
    MarkdownTable by_scene{headers};
    by_scene.headers.front() = "scene";
    for (const DofBytes& scene : scenes) by_scene.rows.push_back(sum_of(scene, 1.0, scene.scene).cells());
    markdown.table(by_scene);
    return markdown.text();
}

}  // namespace tapestry::bench
