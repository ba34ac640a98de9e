/// Cholesky factorisation of a symmetric matrix of equal dense blocks of which most are zero.
///
/// What a family's joint fit needs: knots that share an interval share a block. Lines of knots give a
/// block-banded matrix, periodic axes and grids fill in a little more; fill-in is found as it arises.
#pragma once

#include <Eigen/Core>
#include <map>
#include <utility>
#include <vector>

namespace tapestry::offline {

class BlockMatrix {
  public:
    /// `count` x `count` blocks of `size` x `size`.
    BlockMatrix(int count, int size) : count_(count), size_(size), columns_(count) {}

    int count() const { return count_; }
    int size() const { return size_; }

    /// The block at row >= column, made of zeros when it is not there yet. Of diagonal blocks only the lower
    /// triangle counts.
    Eigen::MatrixXd& block(int row, int column);

    void set_zero();

    /// x^T A x for the symmetric matrix.
    double quadratic_form(const Eigen::VectorXd& x) const;

    Eigen::VectorXd diagonal() const;

    /// Rows below the diagonal that have a block in this column, in order.
    const std::map<int, Eigen::MatrixXd>& column(int index) const { return columns_[index]; }

    std::size_t memory() const;

  private:
    friend bool solve_blocks(BlockMatrix& matrix, Eigen::VectorXd& x);

    int count_;
    int size_;
    std::vector<std::map<int, Eigen::MatrixXd>> columns_;
};

/// Solves A x = b by Cholesky; x holds b on entry. Destroys the matrix. False when it is not positive
/// definite.
bool solve_blocks(BlockMatrix& matrix, Eigen::VectorXd& x);

}  // namespace tapestry::offline
