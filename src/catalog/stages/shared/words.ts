/** @file Words: shares and probabilities as the faces of stages write them. */

/** A percentage, to one digit behind the point: 5 %, 0.5 %. */
export function percent(of100: number): string {
  return `${Number(of100.toFixed(1))} %`
}
