/** @file What a saved model says of rows, as conditions name it: `mistake of "digits v3"`. */

/** What a network's answers say of a row; of the present weights where no model is named. */
export const ANSWERS = ['prediction', 'confidence', 'mistake', 'error'] as const
export type AnswerName = (typeof ANSWERS)[number]

export interface ModelFact {
  readonly fact: AnswerName
  /** Name and version as they were written: "digits v3", or "digits" for its newest. */
  readonly model: string
}

/** What a name in a condition asks of a saved model; undefined where it asks none. */
export function modelFact(name: string): ModelFact | undefined {
  const fact = ANSWERS.find((answer) => name.startsWith(`${answer} of `))
  const model = fact && name.slice(fact.length + 4).trim()
  return fact && model ? { fact, model } : undefined
}

/** The name in a condition of what a saved model says. */
export function modelFactName({ fact, model }: ModelFact): string {
  return `${fact} of ${model}`
}
