#include "offline/family/block_cholesky.h"

#include "offline/fit/dense_blocks.h"

namespace tapestry::offline {

Eigen::MatrixXd& BlockMatrix::block(int row, int column) {
    Eigen::MatrixXd& found = columns_[column][row];
    if (found.size() == 0) found.setZero(size_, size_);
    return found;
}

void BlockMatrix::set_zero() {
    for (auto& column : columns_)
        for (auto& [row, block] : column) block.setZero();
}

double BlockMatrix::quadratic_form(const Eigen::VectorXd& x) const {
    double sum = 0.0;
    for (int c = 0; c < count_; ++c)
        for (const auto& [r, block] : columns_[c]) {
            const auto xr = x.segment(r * size_, size_), xc = x.segment(c * size_, size_);
            if (r == c)
                sum += xr.dot(block.selfadjointView<Eigen::Lower>() * xc);
            else
                sum += 2.0 * xr.dot(block * xc);
        }
    return sum;
}

Eigen::VectorXd BlockMatrix::diagonal() const {
    Eigen::VectorXd result(count_ * size_);
    for (int c = 0; c < count_; ++c) result.segment(c * size_, size_) = columns_[c].at(c).diagonal();
    return result;
}

std::size_t BlockMatrix::memory() const {
    std::size_t blocks = 0;
    for (const auto& column : columns_) blocks += column.size();
    return blocks * sizeof(double) * static_cast<std::size_t>(size_) * static_cast<std::size_t>(size_);
}

bool solve_blocks(BlockMatrix& matrix, Eigen::VectorXd& x) {
    const DenseBlocks& dense = dense_blocks();
    const int size = matrix.size_;
    for (int k = 0; k < matrix.count_; ++k) {
        auto& column = matrix.columns_[k];
        const double* pivot = column.at(k).data();
        if (!dense.factorise(column.at(k).data(), size)) return false;
        for (auto below = std::next(column.find(k)); below != column.end(); ++below)
            dense.divide_right(pivot, size, below->second.data(), size);
        for (auto j = std::next(column.find(k)); j != column.end(); ++j)
            for (auto i = j; i != column.end(); ++i)
                dense.subtract_product(i->second.data(), j->second.data(),
                                       matrix.block(i->first, j->first).data(), size, size, size);
    }
    for (int k = 0; k < matrix.count_; ++k) {
        const auto& column = matrix.columns_[k];
        dense.solve_forward(column.at(k).data(), size, x.data() + k * size);
        for (auto below = std::next(column.find(k)); below != column.end(); ++below)
            dense.subtract_times(below->second.data(), size, size, x.data() + k * size,
                                 x.data() + below->first * size);
    }
    for (int k = matrix.count_ - 1; k >= 0; --k) {
        const auto& column = matrix.columns_[k];
        for (auto below = std::next(column.find(k)); below != column.end(); ++below)
            dense.subtract_transposed_times(below->second.data(), size, size, x.data() + below->first * size,
                                            x.data() + k * size);
        dense.solve_backward(column.at(k).data(), size, x.data() + k * size);
    }
    return x.allFinite();
}

}  // namespace tapestry::offline
