/// A frame of compute passes. Each is declared in one place: its shader, the textures that it reads and
/// writes, its block, and what it runs over. From that follows the rest:
///
/// - what the shader begins with: a sampler or an image of that name for each texture, on the next free unit;
/// - uniform blocks: those of all passes are written to the GPU at once;
/// - memory: a transient texture is there from its first pass to its last, others have its memory before and
///   after;
/// - barriers: before a pass that reads what one since the last barrier has written, or writes what one has
///   read or written.
///
/// In the field's words a render graph, without the parts that one effect does not need: passes run in the
/// order in which they are declared, and none is culled.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/fixed_list.h"
#include "gl/area.h"
#include "gl/device_state.h"
#include "gl/host_image.h"
#include "gl/pass_defines.h"
#include "gl/shader_library.h"

namespace tapestry {

/// A texture of a PassList, or none.
struct PassTexture {
    int index = -1;

    explicit operator bool() const { return index >= 0; }
};

/// What a buffer is bound to while a pass runs. Size 0: all of it.
struct PassBuffer {
    GLenum target = GL_UNIFORM_BUFFER;
    GLuint binding = 0;
    GLuint name = 0;
    GLintptr offset = 0;
    GLsizeiptr size = 0;
};

class PassList {
  public:
    /// What a pass is declared with, one after the other.
    class Pass {
        static constexpr std::size_t block_bytes = 288;

      public:
        /// The texture, by texelFetch alone, as a sampler2D of this name. (Float formats that ES cannot
        /// filter would else read as black.)
        Pass& fetches(std::string_view sampler, PassTexture texture);
        /// Samples of a multisample texture, as a sampler2DMS of this name.
        Pass& fetches_samples(std::string_view sampler, PassTexture texture);
        /// As fetches, but by bilinear reads, clamped to the edge, whatever the texture's own parameters say.
        Pass& samples(std::string_view sampler, PassTexture texture);
        /// Level 0 as a writeonly image2D of this name and the texture's format. The first that a pass writes
        /// also says what `storable` of include/store.glsl rounds to.
        Pass& writes(std::string_view image, PassTexture texture);
        /// The same in place: `texture` may have the memory of `read`, which no later pass reads. Each
        /// invocation may read of that only the texels that it writes afterwards itself.
        Pass& writes_over(std::string_view image, PassTexture texture, PassTexture read);
        /// Its uniform block, a struct of shaders/shared/.
        template <class Block>
        Pass& with(const Block& block) {
            static_assert(std::is_trivially_copyable_v<Block> && sizeof(Block) <= block_bytes);
            return with_block(std::as_bytes(std::span(&block, 1)));
        }
        Pass& with_block(std::span<const std::byte> block);
        /// A buffer that is bound while it runs.
        Pass& binds(const PassBuffer& buffer);
        /// The same; its shader writes it. Passes after it read that as uniform or storage blocks.
        Pass& stores(const PassBuffer& buffer);

        /// Runs it over the pixels of an area.
        void over(const Area& area);
        /// Runs so many workgroups of it in a row.
        void over_groups(GLuint count);
        /// Runs it over the tiles of an area that is given in tiles, with lists bound that it may write.
        /// `begins`: they are emptied before.
        void over_listed(TileLists& lists, const Area& tiles, bool begins = false);
        /// Empties lists, which it writes, and runs a workgroup of it for each TAPESTRY_TILES_PER_GROUP tiles
        /// in a row of an area.
        void over_each_tile(TileLists& lists, const Area& area);
        /// Runs it over the pixels of a list of tiles. Passes over tiles that follow each other and write the
        /// same textures do so in different tiles, and need no barrier between them.
        void over_tiles(TileLists& lists, layout::uint kind);

        enum class Reading { texels, bilinear, samples };
        struct Read {
            std::string_view sampler;
            PassTexture texture;
            Reading as = Reading::texels;
        };
        struct Write {
            std::string_view image;
            PassTexture texture;
            PassTexture over;  ///< whose memory it may have; or none
        };
        enum class Extent { area, groups, listed, each_tile, tiles };

        /// What it was declared with.
        std::string_view shader() const { return shader_; }
        std::span<const ShaderDefine> defines() const { return defines_.list(); }
        std::span<const Read> reads() const { return {reads_.begin(), reads_.size()}; }
        std::span<const Write> writes() const { return {writes_.begin(), writes_.size()}; }
        std::span<const std::byte> block() const { return std::span(block_).first(block_size_); }
        std::span<const PassBuffer> buffers() const { return {buffers_.begin(), buffers_.size()}; }
        Extent extent() const { return extent_; }
        const Area& area() const { return area_; }
        GLuint groups() const { return groups_; }
        const TileLists* lists() const { return lists_; }
        layout::uint tile_kind() const { return tile_kind_; }
        bool begins_lists() const { return begins_lists_; }
        /// Of the device's shader library, once the list is prepared.
        const ComputeProgram* program() const { return program_; }

      private:
        friend class PassList;

        Pass& reads(std::string_view sampler, PassTexture texture, Reading as);

        std::string_view shader_;
        PassDefines defines_;
        FixedList<Read, TAPESTRY_TEXTURE_UNITS> reads_;
        FixedList<Write, TAPESTRY_IMAGE_UNITS> writes_;
        alignas(16) std::array<std::byte, block_bytes> block_ = {};
        std::size_t block_size_ = 0;
        FixedList<PassBuffer, 4> buffers_;
        bool stores_ = false;  ///< into a buffer
        Area area_ = {};
        GLuint groups_ = 0;
        TileLists* lists_ = nullptr;
        layout::uint tile_kind_ = 0;
        Extent extent_ = Extent::area;
        bool begins_lists_ = false;
        const ComputeProgram* program_ = nullptr;
        std::size_t block_offset_ = 0;  ///< in the blocks of all passes
    };

    /// The device outlives the list.
    explicit PassList(DeviceState& device) : device_(&device) {}

    /// Whether the last bits of bilinear reads count.
    enum class Reads { exact, smooth };

    /// A texture of the list's own, with undefined contents, which may be larger than this. Positions of
    /// bilinear reads are rounded a little differently there, and which texture fits into which changes with
    /// their sizes: what is small and read so has one of its size. Where last bits do not count more is
    /// shared.
    PassTexture transient(GLenum format, int width, int height, Reads reads = Reads::exact);

    /// A texture of someone else's. `format`: as which it is written; GL_NONE: it is only read.
    PassTexture given(GLuint texture, GLenum format = GL_NONE);

    /// After the last pass the bytes of an area of `texture` are copied to an image of the host's of the same
    /// size and as many bytes a pixel.
    void copies(PassTexture texture, const HostImage& to, const Area& area) { copy_ = {texture, to, area}; }

    /// Declares the next pass. Its names are literals: the list keeps them. The reference is good until the
    /// next one.
    Pass& add(std::string_view shader, const PassDefines& defines = {});

    /// No memory is shared from now on, so that all textures can be looked at after the last pass.
    void keep_all() { keeps_all_ = true; }

    /// Compiles the programs and takes the textures; nothing is drawn yet. Error: a shader that does not
    /// compile, no memory.
    Result<void> prepare();

    /// Runs all passes, after prepare.
    void run() {
        begin_run();
        for (const Pass& pass : passes()) run_pass(pass);
        copy_to_host();
    }
    /// The same; `watch` is called with each after it has run, and may bind what it wants.
    template <class Watch>
    void run(const Watch& watch) {
        begin_run();
        for (const Pass& pass : passes()) {
            run_pass(pass);
            watch(pass);
            device_->bindings.forget();
        }
        copy_to_host();
    }

    /// What `declare` declares, a function that returns a Result<void>, from an empty list to an empty one;
    /// once more where the textures that it needs fit under the device's cap only if none is larger than its
    /// picture. Error: declare's or prepare's; nothing is drawn then. While the device prepares, the programs
    /// are noted, and nothing is drawn.
    template <class Declare>
    Result<void> draw(const Declare& declare) {
        if (device_->preparation) return collect(declare);
        Result<void> status = draw_once(declare);
        if (!status && device_->textures.give_up_larger()) status = draw_once(declare);
        return status;
    }

    /// After prepare.
    GLuint name(PassTexture texture) const;
    GLenum format(PassTexture texture) const { return entry(texture).format; }
    /// Of the picture in it; (0, 0) of someone else's.
    glm::ivec2 size(PassTexture texture) const { return entry(texture).size; }

    /// Forgets all passes, and gives the textures back.
    void clear();

  private:
    /// Of the textures: what is declared of it, and what is decided by prepare.
    struct Entry {
        GLenum format = GL_NONE;
        glm::ivec2 size = {};
        GLuint given = 0;
        int first = -1;  ///< pass
        int last = -1;
        bool is_sampled = false;
        Reads reads = Reads::exact;
        int over = -1;  ///< entry whose memory it may have in the pass that reads that last
        int memory = -1;
    };
    /// A texture of the pool, and the entries that have it one after the other.
    struct Memory {
        GLenum format = GL_NONE;
        glm::ivec2 size = {};
        bool may_grow = true;  ///< no entry has to have one of its size
        TexturePool::Lease lease = {};
    };
    /// What has been done with a texture since the last barrier.
    struct Pending {
        GLuint texture = 0;
        bool was_read = false;
        bool was_written = false;
        const TileLists* lists = nullptr;  ///< all writes were over these, and lie in different tiles
    };

    /// Or none.
    struct Copy {
        PassTexture texture = {};
        HostImage to = {};
        Area area = {};
    };

    template <class Declare>
    Result<void> draw_once(const Declare& declare) {
        clear();
        Result<void> status = declare();
        if (status) status = prepare();
        if (status) run();
        clear();
        return status;
    }

    template <class Declare>
    Result<void> collect(const Declare& declare) {
        clear();
        Result<void> status = declare();
        if (status) collect_programs();
        clear();
        return status;
    }

    std::span<Pass> passes() { return std::span(passes_).first(pass_count_); }
    Entry& entry(PassTexture texture) { return entries_[static_cast<std::size_t>(texture.index)]; }
    const Entry& entry(PassTexture texture) const {
        return entries_[static_cast<std::size_t>(texture.index)];
    }
    ShaderLibrary::Handle program_of(const Pass& pass) const;
    Result<void> find_programs();
    void collect_programs();
    void find_lifetimes();
    void share_memory();
    bool lives_with(int one, int other) const;
    bool takes_larger(int index) const;
    int memory_for(int wanted_index) const;
    Result<void> lease_memory();
    Result<void> gather_blocks();
    void begin_run();
    void run_pass(const Pass& pass);
    void copy_to_host();
    Pending& pending(PassTexture texture);
    bool needs_barrier(const Pass& pass);
    void order(const Pass& pass);
    void bind(const Pass& pass);
    void bind_lists(const Pass& pass);
    void dispatch(const Pass& pass);

    DeviceState* device_;
    bool keeps_all_ = false;
    std::vector<Pass> passes_;  // these keep their room from frame to frame
    std::size_t pass_count_ = 0;
    Copy copy_;
    std::vector<Entry> entries_;
    std::vector<ShaderLibrary::Handle> handles_;
    std::vector<int> by_size_;
    std::vector<Memory> memories_;
    std::vector<Pending> pending_;
    std::vector<std::byte> blocks_;  ///< of all passes
    GLintptr blocks_offset_ = 0;     ///< in the device's buffer
    bool lists_are_written_ = false;
    bool buffers_are_written_ = false;
};

}  // namespace tapestry
