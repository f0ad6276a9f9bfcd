/** @file Cosine proximity: minus the cosine of the angle between the outputs and the one-hot target. */
import { divide, isAtLeast, max, multiply, negate, rowSum, sqrt, square, subtract } from '../expression'
import { defineLoss, LOW, p, type RowFormula, where, y } from '../loss-formula'

const squares = rowSum(square(p))
const length = sqrt(max(squares, LOW))
const targetLength = sqrt(max(rowSum(square(y)), LOW))
const along = divide(rowSum(multiply(y, p)), targetLength)

export const loss = defineLoss({
  kind: 'cosineProximity',
  targets: 'classes',
  form: 'oneHot',
})

export const formula: RowFormula = {
  loss: divide(negate(along), length),
  derivative: subtract(
    where(isAtLeast(squares, LOW), divide(multiply(p, along), multiply(length, length, length))),
    divide(divide(y, targetLength), length),
  ),
}
