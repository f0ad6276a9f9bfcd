/** @file Encoders for recurrent cells. */
import type { Activation, Matrix } from '../../program/ops'
import { activationWords, type Encoder, type Encoders } from '../encoder'
import { GruGates, GruGatesGrad, GruState, GruStateGrad, LstmCell, LstmCellGrad } from '../kernel-args/recurrent-cells'
import { Code } from '../kernel-args/kernel-codes'

export const cells = {
  lstmCell({ z, cBefore, c, h, rows, units, activation, gates }, to) {
    to.record(Code.lstmCell, LstmCell, {
      ...matrixWords(to, 'z', z),
      ...matrixWords(to, 'cBefore', cBefore),
      ...matrixWords(to, 'c', c),
      ...matrixWords(to, 'h', h),
      rows,
      units,
      ...activationWords(activation),
      ...gateWords(gates),
    })
  },
  lstmCellGrad({ z, cBefore, c, dh, dc, dz, rows, units, activation, gates }, to) {
    to.record(Code.lstmCellGrad, LstmCellGrad, {
      ...matrixWords(to, 'z', z),
      ...matrixWords(to, 'cBefore', cBefore),
      ...matrixWords(to, 'c', c),
      ...matrixWords(to, 'dh', dh),
      ...matrixWords(to, 'dc', dc),
      ...matrixWords(to, 'dz', dz),
      rows,
      units,
      ...activationWords(activation),
      ...gateWords(gates),
    })
  },
  gruGates({ z, hBefore, rh, rows, units, gates }, to) {
    to.record(Code.gruGates, GruGates, {
      ...matrixWords(to, 'z', z),
      ...matrixWords(to, 'hBefore', hBefore),
      ...matrixWords(to, 'rh', rh),
      rows,
      units,
      ...gateWords(gates),
    })
  },
  gruState({ z, hBefore, h, rows, units, activation }, to) {
    to.record(Code.gruState, GruState, {
      ...matrixWords(to, 'z', z),
      ...matrixWords(to, 'hBefore', hBefore),
      ...matrixWords(to, 'h', h),
      rows,
      units,
      ...activationWords(activation),
    })
  },
  gruStateGrad({ z, hBefore, dh, dz, dhBefore, rows, units, activation, gates }, to) {
    to.record(Code.gruStateGrad, GruStateGrad, {
      ...matrixWords(to, 'z', z),
      ...matrixWords(to, 'hBefore', hBefore),
      ...matrixWords(to, 'dh', dh),
      ...matrixWords(to, 'dz', dz),
      ...matrixWords(to, 'dhBefore', dhBefore),
      rows,
      units,
      ...activationWords(activation),
      ...gateWords(gates),
    })
  },
  gruGatesGrad({ z, hBefore, drh, dz, dhBefore, rows, units, gates }, to) {
    to.record(Code.gruGatesGrad, GruGatesGrad, {
      ...matrixWords(to, 'z', z),
      ...matrixWords(to, 'hBefore', hBefore),
      ...matrixWords(to, 'drh', drh),
      ...matrixWords(to, 'dz', dz),
      ...matrixWords(to, 'dhBefore', dhBefore),
      rows,
      units,
      ...gateWords(gates),
    })
  },
} satisfies Partial<Encoders>

/** Returns the record words that describe a matrix: its address as `name` and its row stride in bytes as `nameStep`. */
function matrixWords<Name extends string>(to: Encoder, name: Name, matrix: Matrix | undefined) {
  return { [name]: to.at(matrix), [`${name}Step`]: (matrix?.stride ?? 0) * 4 } as {
    readonly [K in Name | `${Name}Step`]: number
  }
}

function gateWords(gates: Activation) {
  const { activation, alpha } = activationWords(gates)
  return { gates: activation, gatesAlpha: alpha }
}
