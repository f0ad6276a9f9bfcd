/** @file Encoders of the recurrent cells. */
import type { Activation, Matrix } from '../../program/ops'
import { activationWords, type Encoder, type Encoders } from '../encoder'
import { GruGates, GruGatesGrad, GruState, GruStateGrad, LstmCell, LstmCellGrad } from '../records/cells'
import { Code } from '../records/codes'

export const cells = {
  lstmCell({ z, cBefore, c, h, rows, units, activation, gates }, to) {
    to.record(Code.lstmCell, LstmCell, {
      ...placed(to, 'z', z),
      ...placed(to, 'cBefore', cBefore),
      ...placed(to, 'c', c),
      ...placed(to, 'h', h),
      rows,
      units,
      ...activationWords(activation),
      ...gateWords(gates),
    })
  },
  lstmCellGrad({ z, cBefore, c, dh, dc, dz, rows, units, activation, gates }, to) {
    to.record(Code.lstmCellGrad, LstmCellGrad, {
      ...placed(to, 'z', z),
      ...placed(to, 'cBefore', cBefore),
      ...placed(to, 'c', c),
      ...placed(to, 'dh', dh),
      ...placed(to, 'dc', dc),
      ...placed(to, 'dz', dz),
      rows,
      units,
      ...activationWords(activation),
      ...gateWords(gates),
    })
  },
  gruGates({ z, hBefore, rh, rows, units, gates }, to) {
    to.record(Code.gruGates, GruGates, {
      ...placed(to, 'z', z),
      ...placed(to, 'hBefore', hBefore),
      ...placed(to, 'rh', rh),
      rows,
      units,
      ...gateWords(gates),
    })
  },
  gruState({ z, hBefore, h, rows, units, activation }, to) {
    to.record(Code.gruState, GruState, {
      ...placed(to, 'z', z),
      ...placed(to, 'hBefore', hBefore),
      ...placed(to, 'h', h),
      rows,
      units,
      ...activationWords(activation),
    })
  },
  gruStateGrad({ z, hBefore, dh, dz, dhBefore, rows, units, activation, gates }, to) {
    to.record(Code.gruStateGrad, GruStateGrad, {
      ...placed(to, 'z', z),
      ...placed(to, 'hBefore', hBefore),
      ...placed(to, 'dh', dh),
      ...placed(to, 'dz', dz),
      ...placed(to, 'dhBefore', dhBefore),
      rows,
      units,
      ...activationWords(activation),
      ...gateWords(gates),
    })
  },
  gruGatesGrad({ z, hBefore, drh, dz, dhBefore, rows, units, gates }, to) {
    to.record(Code.gruGatesGrad, GruGatesGrad, {
      ...placed(to, 'z', z),
      ...placed(to, 'hBefore', hBefore),
      ...placed(to, 'drh', drh),
      ...placed(to, 'dz', dz),
      ...placed(to, 'dhBefore', dhBefore),
      rows,
      units,
      ...gateWords(gates),
    })
  },
} satisfies Partial<Encoders>

/** A matrix as the words `name` and `nameStep`. */
function placed<Name extends string>(to: Encoder, name: Name, matrix: Matrix | undefined) {
  return { [name]: to.at(matrix), [`${name}Step`]: (matrix?.stride ?? 0) * 4 } as {
    readonly [K in Name | `${Name}Step`]: number
  }
}

function gateWords(gates: Activation) {
  const { activation, alpha } = activationWords(gates)
  return { gates: activation, gatesAlpha: alpha }
}
