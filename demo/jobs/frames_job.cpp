#include "jobs/frames_job.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "document/option_animation.h"
#include "jobs/film.h"
#include "jobs/progress_line.h"
#include "offline/io/photograph.h"
#include "render/image_sequence.h"
#include "render/numbered_files.h"

namespace tapestry::demo {
namespace {

namespace fs = std::filesystem;

Error about(const fs::path& path, const Error& error) {
    return Error{path.string() + ": " + error.message};
}

/// Where frames come from: numbered files, a film, or one picture again and again.
class Frames {
  public:
    static Result<Frames> open(const fs::path& path) {
        Frames frames;
        frames.path_ = path;
        if (is_film_name(path)) {
            auto film = FilmReader::open(path);
            if (!film) return film.error();
            frames.film_ = std::move(*film);
        } else if (auto files = NumberedFiles::parse(path)) {
            frames.numbers_ = files->existing();
            if (frames.numbers_.empty()) return Error{path.string() + ": there are no files of this name"};
            frames.files_ = std::move(*files);
        }
        return frames;
    }

    /// Known of numbered files alone.
    const std::vector<int>& numbers() const { return numbers_; }
    bool is_still() const { return !film_ && !files_; }
    bool is_film() const { return film_.has_value(); }

    /// Of frame i, counted from 0, whose file has that number. None: the film is over.
    Result<std::optional<offline::Photograph>> photograph(int number,
                                                          const offline::PhotographOptions& options) {
        if (film_) {
            auto picture = film_->next();
            if (!picture) return picture.error();
            if (!*picture) return std::optional<offline::Photograph>();
            offline::Photograph photograph;
            photograph.pixels = std::move(**picture);
            return std::optional(std::move(photograph));
        }
        auto read = offline::read_photograph(file(number), options);
        if (!read) return read.error();
        return std::optional(std::move(*read));
    }

    Result<std::optional<DepthNumbers>> depth(int number, const std::string& layer) {
        if (film_) {
            auto picture = film_->next();
            if (!picture) return picture.error();
            if (!*picture) return std::optional<DepthNumbers>();
            DepthNumbers numbers{{(*picture)->width, (*picture)->height, {}}, 255.0, false, false};
            for (std::size_t i = 0; i < (*picture)->rgba.size(); i += 4)
                numbers.picture.values.push_back((*picture)->rgba[i + 1] / 255.0);
            return std::optional(std::move(numbers));
        }
        auto read = read_depth_numbers(file(number), layer);
        if (!read) return read.error();
        return std::optional(std::move(*read));
    }

    fs::path file(int number) const { return files_ ? files_->file(number) : path_; }

  private:
    fs::path path_;
    std::optional<FilmReader> film_;
    std::optional<NumberedFiles> files_;
    std::vector<int> numbers_;
};

/// Where they go.
class Output {
  public:
    Output(const fs::path& path, double fps) : path_(path), fps_(fps), is_film_(is_film_name(path)) {
        files_ = NumberedFiles::parse(path);
        // As camera paths have it.
        if (!files_ && !is_film_) files_ = NumberedFiles::after(path);
    }

    bool has(int number) const {
        std::error_code error;
        return !is_film_ && fs::is_regular_file(files_->file(number), error);
    }

    Result<void> write(int number, const Document& document, DocumentRenderer& renderer) {
        if (!is_film_) return renderer.save(document, files_->file(number));
        const auto picture = renderer.result_picture(document);
        if (!picture) return picture.error();
        if (!film_) {
            auto film = FilmWriter::create(path_, picture->width, picture->height, fps_);
            if (!film) return film.error();
            film_ = std::move(*film);
        }
        return film_->add(*picture);
    }

    Result<void> finish() { return film_ ? film_->finish() : Result<void>(); }

  private:
    fs::path path_;
    double fps_;
    bool is_film_;
    std::optional<NumberedFiles> files_;
    std::optional<FilmWriter> film_;
};

/// Brings frame after frame, with its depth, into the renderer.
class Feed {
  public:
    static Result<Feed> open(const Document& begun, const CommandLine& command) {
        Feed feed(begun, command);
        auto frames = Frames::open(command.photo);
        if (!frames) return frames.error();
        feed.frames_ = std::move(*frames);
        if (begun.depth.file.empty() || feed.frames_.is_still()) return feed;
        // A depth beside, or inside, each numbered picture, where no file was named.
        feed.looks_beside_ = command.depth.empty();
        if (feed.looks_beside_) return feed;
        auto depths = Frames::open(command.depth);
        if (!depths) return depths.error();
        feed.depths_ = std::move(*depths);
        return feed;
    }

    const Frames& frames() const { return frames_; }

    /// False: the film is over.
    Result<bool> load(int number, DocumentRenderer& renderer) {
        if (frames_.is_still()) return true;  // it is open already
        auto photograph = frames_.photograph(number, {begun_.layer, command_.largest_side});
        if (!photograph) return photograph.error();
        if (!*photograph) return false;
        DepthChoice choice = begun_.depth;
        std::optional<DepthNumbers> numbers;
        if (looks_beside_) choice.file = depth_beside(frames_.file(number)).file;
        if (looks_beside_ && choice.file.empty())
            return about(frames_.file(number),
                         Error{"has no depth, but the first picture of the sequence has"});
        if (depths_) {
            auto read = depths_->depth(number, choice.layer);
            if (!read) return read.error();
            if (!*read) return about(command_.depth, Error{"ends before the pictures do"});
            choice.file = depths_->file(number).string();
            numbers = std::move(**read);
        }
        if (auto status = renderer.open_frame(frames_.file(number), std::move(**photograph), choice,
                                              std::move(numbers), begun_.layer);
            !status)
            return status.error();
        return true;
    }

  private:
    Feed(const Document& begun, const CommandLine& command) : begun_(begun), command_(command) {}

    const Document& begun_;
    const CommandLine& command_;
    Frames frames_;
    std::optional<Frames> depths_;
    bool looks_beside_ = false;
};

/// The numbers to render, before anything is: files' own, or 1 to the animation's end; none of films, whose
/// length nobody knows.
Result<std::vector<int>> numbers_of(const Frames& frames, const std::optional<OptionAnimation>& animation) {
    if (frames.is_film()) return std::vector<int>();
    if (!frames.numbers().empty()) return frames.numbers();
    if (!animation) return Error{"one picture is no sequence: animate an option by --animation"};
    std::vector<int> numbers(static_cast<std::size_t>(animation->frames));
    std::iota(numbers.begin(), numbers.end(), 1);
    return numbers;
}

Result<std::optional<OptionAnimation>> animation_of(const CommandLine& command) {
    if (command.animation.empty()) return std::optional<OptionAnimation>();
    auto animation = read_animation(command.animation);
    if (!animation) return animation.error();
    return std::optional(std::move(*animation));
}

}  // namespace

bool is_frames_job(const CommandLine& command) {
    return command.sequence && (!command.animation.empty() || is_film_name(command.photo) ||
                                NumberedFiles::parse(command.photo).has_value());
}

FirstFrame::FirstFrame(FirstFrame&& other) noexcept
    : command_(std::move(other.command_)), folder_(std::exchange(other.folder_, {})) {}

FirstFrame::~FirstFrame() {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

Result<void> FirstFrame::take_from_film(fs::path& path, const char* name) {
    auto film = FilmReader::open(path, true);
    if (!film) return film.error();
    const auto picture = film->next();
    if (!picture) return picture.error();
    if (!*picture) return Error{path.string() + ": there is no picture in it"};
    if (folder_.empty()) {
        std::string folder = (fs::temp_directory_path() / "tapestry-film-XXXXXX").string();
        if (!mkdtemp(folder.data())) return Error{folder + ": cannot be made"};
        folder_ = folder;
    }
    path = folder_ / name;
    return offline::write_png8(path, **picture);
}

Result<FirstFrame> FirstFrame::of(const CommandLine& command) {
    FirstFrame first(command);
    if (!command.sequence) return first;
    for (const auto& [path, name] : {std::pair(&first.command_.photo, "first.png"),
                                     std::pair(&first.command_.depth, "first-depth.png")}) {
        if (is_film_name(*path)) {
            if (auto status = first.take_from_film(*path, name); !status) return status.error();
            continue;
        }
        const auto files = NumberedFiles::parse(*path);
        if (!files) continue;
        const auto numbers = files->existing();
        if (numbers.empty()) return Error{path->string() + ": there are no files of this name"};
        *path = files->file(numbers.front());
    }
    return first;
}

Result<void> write_frames(const Document& begun, DocumentRenderer& renderer, const CommandLine& command) {
    const auto animation = animation_of(command);
    if (!animation) return animation.error();
    auto feed = Feed::open(begun, command);
    if (!feed) return feed.error();
    const auto numbers = numbers_of(feed->frames(), *animation);
    if (!numbers) return numbers.error();
    const bool is_film = feed->frames().is_film();
    if (command.resume && (is_film || is_film_name(command.out)))
        return Error{"--resume is for numbered files: films are read and written from their beginning"};

    Output output(command.out, command.fps);
    const auto is_there = [&](int number) { return command.resume && output.has(number); };
    const auto already = static_cast<int>(std::ranges::count_if(*numbers, is_there));
    ProgressLine line(static_cast<int>(numbers->size()), "pictures", already);
    int written = 0, done = already;
    for (std::size_t i = 0; is_film || i < numbers->size(); ++i) {
        const int number = is_film ? static_cast<int>(i) + 1 : (*numbers)[i];
        if (is_there(number)) continue;
        const auto is_loaded = feed->load(number, renderer);
        if (!is_loaded) return is_loaded.error();
        if (!*is_loaded) break;
        // Keys count from the first picture, whatever its file's number.
        auto document =
            *animation ? document_at(begun, **animation, static_cast<int>(i) + 1) : Result<Document>(begun);
        if (!document) return about(command.animation, document.error());
        if (begun.scene_plays)
            document->scene_time_s +=
                static_cast<float>(static_cast<double>(i) / ImageSequence::frames_a_second);
        if (auto status = output.write(number, *document, renderer); !status) return status;
        ++written;
        if (!is_film) line.show(++done);
    }
    if (auto status = output.finish(); !status) return status;
    std::printf("wrote %d pictures (%d x %d)%s\n", written, renderer.width(), renderer.height(),
                already > 0 ? (", " + std::to_string(already) + " were there").c_str() : "");
    return {};
}

}  // namespace tapestry::demo
