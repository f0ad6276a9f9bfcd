/**
 * @file Records for recurrent cells: enums that name their words. Views are byte addresses, 0 if absent; steps are the
 * number of bytes from one row to the next.
 */

export enum LstmCell {
  z,
  zStep,
  cBefore,
  cBeforeStep,
  c,
  cStep,
  h,
  hStep,
  rows,
  units,
  activation,
  /** Stored as f32. */
  alpha,
  gates,
  /** Stored as f32. */
  gatesAlpha,
}

export enum LstmCellGrad {
  z,
  zStep,
  cBefore,
  cBeforeStep,
  c,
  cStep,
  dh,
  dhStep,
  dc,
  dcStep,
  dz,
  dzStep,
  rows,
  units,
  activation,
  /** Stored as f32. */
  alpha,
  gates,
  /** Stored as f32. */
  gatesAlpha,
}

export enum GruGates {
  z,
  zStep,
  hBefore,
  hBeforeStep,
  rh,
  rhStep,
  rows,
  units,
  gates,
  /** Stored as f32. */
  gatesAlpha,
}

export enum GruState {
  z,
  zStep,
  hBefore,
  hBeforeStep,
  h,
  hStep,
  rows,
  units,
  activation,
  /** Stored as f32. */
  alpha,
}

export enum GruStateGrad {
  z,
  zStep,
  hBefore,
  hBeforeStep,
  dh,
  dhStep,
  dz,
  dzStep,
  dhBefore,
  dhBeforeStep,
  rows,
  units,
  activation,
  /** Stored as f32. */
  alpha,
  gates,
  /** Stored as f32. */
  gatesAlpha,
}

export enum GruGatesGrad {
  z,
  zStep,
  hBefore,
  hBeforeStep,
  drh,
  drhStep,
  dz,
  dzStep,
  dhBefore,
  dhBeforeStep,
  rows,
  units,
  gates,
  /** Stored as f32. */
  gatesAlpha,
}
