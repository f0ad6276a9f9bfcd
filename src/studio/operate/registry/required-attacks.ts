/**
 * @file What the gate of a model requires on attack sets: at least some accuracy on each. Saved as a setting under the
 * name of the model.
 */
import { refuse } from '../../../messages/message'
import type { AttackAccuracy } from '../../../ops/promotion-gates'
import type { ModelRecord } from '../../../storage/records'
import type { AppContext } from '../../context'
import { attackSetCalled, evaluateAttackSet } from '../../evaluation/attack-sets'

/** A required accuracy on an attack set, which is known by its id. */
export interface RequiredAttack {
  readonly id: string
  readonly name: string
  readonly least: number
}

const keyOf = (model: string) => `gate:${model}`

/** What the gate of a model requires. */
export async function requiredAttacks(
  { storage }: Pick<AppContext, 'storage'>,
  model: string,
): Promise<readonly RequiredAttack[]> {
  const kept = (await storage.settings.get(keyOf(model))) as { attacks?: readonly RequiredAttack[] } | undefined
  return kept?.attacks ?? []
}

/** What the gates of one model, or of all models, require. */
export async function listRequiredAttacks(studio: AppContext, model?: string) {
  const names = model === undefined ? (await studio.storage.models.list()).map(({ name }) => name) : [model]
  const each = [...new Set(names)].map(async (name) =>
    (await requiredAttacks(studio, name)).map((one) => ({ model: name, ...one })),
  )
  return (await Promise.all(each)).flat()
}

/** Requires at least this accuracy of the versions of a model; null no longer requires any. Refuses other numbers. */
export async function requireAttack(
  studio: AppContext,
  { model, attackSet, least }: { readonly model: string; readonly attackSet: string; readonly least: number | null },
): Promise<readonly RequiredAttack[]> {
  if (least !== null && !(least >= 0 && least <= 1)) return refuse('attack-set-least', { least })
  const known = (await studio.storage.models.list()).some(({ name }) => name === model)
  if (!known) return refuse('no-model', { name: model, version: 0 })
  const before = await requiredAttacks(studio, model)
  // A deleted set can still be named, so that it is no longer required.
  const named = before.find(({ id, name }) => id === attackSet || name === attackSet)
  const { id, name } = named && least === null ? named : await setNamed(studio, attackSet)
  const others = before.filter((one) => one.id !== id)
  const attacks = least === null ? others : [...others, { id, name, least }]
  await studio.storage.settings.put(keyOf(model), { attacks })
  return attacks
}

async function setNamed(studio: AppContext, called: string) {
  const { id, title: name } = await attackSetCalled(studio, called)
  return { id, name }
}

/** The accuracy of a version on each attack set that its gate requires one on. */
export async function attackAccuracies(
  studio: AppContext,
  { name: model, version }: Pick<ModelRecord, 'name' | 'version'>,
): Promise<readonly AttackAccuracy[]> {
  const found: AttackAccuracy[] = []
  for (const { id, name, least } of await requiredAttacks(studio, model)) {
    const source = { model: `${model} v${version}` }
    // A set that was deleted, or that does not fit the version, cannot be measured.
    const report = await evaluateAttackSet(studio, source, { name: id }).catch(() => undefined)
    found.push({ name, least, ...(report && { rows: report.n, accuracy: report.accuracy }) })
  }
  return found
}
