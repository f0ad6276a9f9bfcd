/** @file Follows a lesson of the gallery step by step, and compares the numbers in its texts with measured ones. */
import { expect } from 'vitest'
import { expectDefined } from '../../base/assert'
import type { Lesson, Predicted } from '../../compile/project'
import { findTemplate } from '../../gallery'
import type { TestStudio } from '../testing/studio-fixture'
import { lookUp } from './lesson-goal'

/** What a learner does in a step. */
export interface WalkStep {
  readonly predict?: Predicted
  /** Commands with their arguments; after `run.start`, the walk waits for the end of the run. */
  readonly does?: readonly (readonly [id: string, args?: object])[]
  /** Numbers that the texts quote, each with the value that is measured after the step. */
  readonly quotes?: Readonly<Record<string, string>>
  /** Whether the goal is reached after this step. */
  readonly reaches?: true
}

export const TRAIN = ['run.start'] as const
/** Compares the weights in use with the first run. */
export const COMPARE = ['evaluate.compare'] as const
const twoRuns = (netloom: TestStudio) => ({ a: { run: netloom.state().runs.at(-1)?.id }, b: {} })

/** Follows the lesson: no step is done before it is done, and every prediction gets an outcome. */
export async function follow(netloom: TestStudio, id: string, walk: readonly WalkStep[]): Promise<void> {
  const { steps } = await openAsLearner(netloom, id)
  expect(steps).toHaveLength(walk.length)
  expect(netloom.state().lesson?.reached).toBe(false)
  const quotes: Record<string, string> = {}
  for (const [i, { predict, does = [], quotes: own = {}, reaches }] of walk.entries()) {
    const name = `${id}, step ${i + 1}`
    const step = expectDefined(steps[i], name)
    expect(now(netloom)?.missing, `${name} is open`).toMatch(/prediction|conditions/)
    if (step.predict) await netloom.run('lesson.predict', { value: expectDefined(predict, name) })
    if (step.check) expect(now(netloom)?.missing, `${name} is not done before`).toBe('conditions')
    for (const [command, args] of does)
      await perform(netloom, command, command === COMPARE[0] ? twoRuns(netloom) : args)
    for (const [quote, path] of Object.entries(own)) {
      const value = lookUp(netloom.state(), { path })
      quotes[quote] = quoted(quote, value)
    }
    expect(now(netloom)?.missing ?? 'nothing', `${name} is done`).toMatch(/nothing|why/)
    if (step.predict && (step.predict.kind !== 'choice' || step.predict.outcomes))
      expect(now(netloom)?.outcome, `${name} has an outcome`).toBeDefined()
    if (step.why) await netloom.run('lesson.answer', { text: 'Because.' })
    if (reaches) expect(netloom.state().lesson?.reached, `${name} reaches the goal`).toBe(true)
    await netloom.run('lesson.next')
  }
  expect(Object.keys(quotes)).toEqual(Object.values(quotes))
  expect(unmeasured(id, steps, quotes)).toEqual([])
  expect(walk.some(({ reaches }) => reaches)).toBe(true)
}

async function openAsLearner(netloom: TestStudio, id: string) {
  await netloom.run('project.new', { template: id })
  await netloom.when((s) => s.data.loaded)
  const lesson = expectDefined(netloom.app().project.lesson, id) as Lesson
  return { steps: lesson.steps ?? [] }
}

function now(netloom: TestStudio) {
  const { lesson } = netloom.state()
  return lesson && 'step' in lesson ? lesson.step : undefined
}

async function perform(netloom: TestStudio, command: string, args: object | undefined) {
  await netloom.run(command, args)
  if (command === 'data.use') await netloom.when((s) => s.data.loaded)
  if (command === 'service.play' && args && 'to' in args)
    await netloom.when(({ operate }) => operate?.clock.at === args.to && !operate?.clock.playing)
  if (command === 'run.start') await netloom.when((s) => s.run.tag === 'done' && s.metrics !== null)
}

/** A measured value, written like the number in the text. */
function quoted(quote: string, value: unknown): string {
  if (typeof value !== 'number') return String(value)
  if (quote.includes(',')) return value.toLocaleString('en-US')
  const digits = quote.replace('%', '').split('.')[1]?.length ?? 0
  return quote.endsWith('%') ? `${(100 * value).toFixed(digits)}%` : value.toFixed(digits)
}

/** Decimals and percentages in texts of the lesson that no walk measures and no check names as a limit. */
function unmeasured(id: string, steps: NonNullable<Lesson['steps']>, quotes: Readonly<Record<string, string>>) {
  const { about = '', reaches = '', content } = findTemplate(id) ?? {}
  const texts = [about, reaches, ...steps.flatMap(({ text, hint = '', why = '' }) => [text, hint, why])]
  const checks = [content?.lesson?.check, ...steps.map(({ check }) => check)].join(' ')
  return texts
    .flatMap((text) => text.match(/\d+\.\d+%?|\d+%|\d+,\d+/g) ?? [])
    .filter((number) => !(number in quotes) && !checks.includes(number))
}
