/** @file The main numbers of results on the Evaluate page: their names, for the checks of lessons. */

/** A sample of every value that a check can name before there is a result. */
export const SAMPLE_RESULTS = {
  attack: { method: 'fgsm', epsilon: 0.1, accuracy: 0.5, before: 0.9, fooled: 10 },
  comparison: { difference: 0.1, low: 0, high: 0.2, p: 0.05 },
  counterfactual: { changes: 1, reached: true },
  explanation: { method: 'shapley', score: 0.9, strongest: 'x' },
  fairness: { group: 'group', selectionGap: 0.1, truePositiveGap: 0.1 },
  importance: { first: 'x', value: 0.1 },
} as const

/** The results by name, each with its main numbers. */
export type Results = {
  readonly [Name in keyof typeof SAMPLE_RESULTS]?: {
    readonly [Key in keyof (typeof SAMPLE_RESULTS)[Name]]: (typeof SAMPLE_RESULTS)[Name][Key] extends string
      ? string
      : (typeof SAMPLE_RESULTS)[Name][Key] extends boolean
        ? boolean
        : number
  }
}
