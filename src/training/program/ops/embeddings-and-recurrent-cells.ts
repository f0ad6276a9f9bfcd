/** @file Embeddings and recurrent cells. */
import type { Accumulates, Activation, Matrix, View } from './operands'

export type SequenceOp =
  /** out[i, :] = table[ids[i], :]. ids are integers stored as floats; an id outside the vocabulary produces zeros. */
  | {
      readonly op: 'embedding'
      readonly ids: View
      readonly table: View
      readonly out: View
      readonly count: number
      readonly width: number
      readonly vocabulary: number
    }
  /** out[v, :] = sum of dy[i, :] over all i with ids[i] = v, in the order of i. */
  | ({
      readonly op: 'embeddingGrad'
      readonly ids: View
      readonly dy: View
      readonly out: View
      readonly count: number
      readonly width: number
      readonly vocabulary: number
    } & Accumulates)
  /**
   * One step of an LSTM. `z` [rows, 4 units] contains the pre-activations (input, forget, cell, output, in the order of
   * Keras) and is overwritten with the gates. c = f cBefore + i g, h = o act(c). If `cBefore` is absent, it is zero.
   */
  | {
      readonly op: 'lstmCell'
      readonly z: Matrix
      readonly cBefore?: Matrix
      readonly c: Matrix
      readonly h: Matrix
      readonly rows: number
      readonly units: number
      readonly activation: Activation
      readonly gates: Activation
    }
  /**
   * Backward pass of an LSTM step. Reads `dh`. `dc` [rows, units] contains the gradient from the next step and is
   * overwritten with the gradient for the previous step. `dz` receives the gradients of the pre-activations.
   */
  | {
      readonly op: 'lstmCellGrad'
      readonly z: Matrix
      readonly cBefore?: Matrix
      readonly c: Matrix
      readonly dh: Matrix
      readonly dc: Matrix
      readonly dz: Matrix
      readonly rows: number
      readonly units: number
      readonly activation: Activation
      readonly gates: Activation
    }
  /**
   * GRU (reset before the product), first half: computes the update and reset gates in z [rows, 3 units] (update,
   * reset, candidate) and sets rh = r hBefore.
   */
  | {
      readonly op: 'gruGates'
      readonly z: Matrix
      readonly hBefore?: Matrix
      readonly rh: Matrix
      readonly rows: number
      readonly units: number
      readonly gates: Activation
    }
  /** GRU, second half: applies the activation to the candidate in z and sets h = u hBefore + (1 - u) candidate. */
  | {
      readonly op: 'gruState'
      readonly z: Matrix
      readonly hBefore?: Matrix
      readonly h: Matrix
      readonly rows: number
      readonly units: number
      readonly activation: Activation
    }
  /**
   * Backward pass of the second half: writes the gradients of the update gate and of the candidate to dz; dhBefore = u
   * dh.
   */
  | {
      readonly op: 'gruStateGrad'
      readonly z: Matrix
      readonly hBefore?: Matrix
      readonly dh: Matrix
      readonly dz: Matrix
      readonly dhBefore: Matrix
      readonly rows: number
      readonly units: number
      readonly activation: Activation
      readonly gates: Activation
    }
  /** Backward pass of the first half: computes the gradient of the reset gate in dz from drh; dhBefore += r drh. */
  | {
      readonly op: 'gruGatesGrad'
      readonly z: Matrix
      readonly hBefore?: Matrix
      readonly drh: Matrix
      readonly dz: Matrix
      readonly dhBefore: Matrix
      readonly rows: number
      readonly units: number
      readonly gates: Activation
    }
