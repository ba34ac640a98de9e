/// Undo and redo by whole documents: they are small.
#pragma once

#include <cstddef>
#include <vector>

#include "document/document.h"

namespace tapestry::demo {

class History {
  public:
    explicit History(Document first) : states_{std::move(first)} {}

    /// Remembers a document that differs from the newest, and forgets what was undone. To be called when the
    /// hand rests, so that a drag is one step.
    void note(const Document& document);

    const Document& current() const { return states_[at_]; }

    bool can_undo() const { return at_ > 0; }
    bool can_redo() const { return at_ + 1 < states_.size(); }
    /// Precondition: can_undo() / can_redo().
    const Document& undo() { return states_[--at_]; }
    const Document& redo() { return states_[++at_]; }

  private:
    static constexpr std::size_t max_states = 256;
    std::vector<Document> states_;
    std::size_t at_ = 0;
};

}  // namespace tapestry::demo
