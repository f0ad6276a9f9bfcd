/** @file Runbook steps: what fills the blanks of a runbook, and which of its commands can do something where the service stands now. */
import type { Alias } from '../../../../catalog/lowered-stage'
import type { Service } from '../../../../compile/project'
import { watchedWords } from '../../../../data/watch/monitored-features'
import type { Facts } from '../../../../gallery/runbooks/runbook'
import type { Incident } from '../../../../ops/alerts/incidents'
import type { Move } from '../../../../ops/alerts/alert'
import { type Book, versionName } from '../../../../ops/record'
import type { AliasBook, VersionRef } from '../../../../ops/service-spec'
import type { DeployPlace } from '../../../../protocol/serving-messages'

/** Where the service stands, as far as a step asks. */
export interface Situation {
  readonly incident: Pick<Incident, 'state' | 'resolvedBy'>
  readonly serving: boolean
  /** A canary is under way. */
  readonly canary: boolean
  /** The challenger's, in percent; undefined where no split has one. */
  readonly share: number | undefined
  /** Where something stands that no flag points at. */
  readonly deployed: readonly DeployPlace[]
  /** What was deployed so was taken back. */
  readonly takenBack: boolean
  /** The version that a flag goes back to, which is here; undefined where it stood at no other before. */
  wayBack(model: string, alias: Alias): number | undefined
  hasVersion(version: VersionRef): boolean
  /** A turn of the ring is under way. */
  readonly turn: boolean
}

/** What fills the blanks of a runbook; `served` is the first model of the drawing, which is meant where nothing says which. */
export function factsOf(
  { id, cause, moves }: Pick<Incident, 'id' | 'cause' | 'moves'>,
  book: Pick<Book, 'versions' | 'slices'> | undefined,
  aliases: AliasBook,
  deployed: readonly DeployPlace[],
  served: string | undefined,
): Facts {
  const version = cause.of === 'version' ? book?.versions[cause.value] : undefined
  const moved = moves.find(({ what }) => what.type === 'alias')?.what
  const ofMove = moved?.type === 'alias' ? factsOfMove(moved) : undefined
  const model = version && modelOf(version.model, aliases)
  const isDeploy = version !== undefined && model !== version.model
  const challenger = challengerOf(model ?? ofMove?.model ?? served, book, aliases, deployed)
  const flags = Object.entries(aliases[model ?? ''] ?? {})
  // What is put over a version has no flag of its own: that of the place it was put in.
  const flag = isDeploy
    ? (deployed.find((place) => place.model === model)?.alias ?? 'champion')
    : flags.find(([, at]) => at === version?.version)?.[0]
  return {
    incident: id,
    ...(served !== undefined && Object.hasOwn(aliases, served) ? { model: served } : {}),
    ...(cause.of === 'slice' ? { slice: book?.slices[cause.value] } : {}),
    ...(cause.of === 'drift' ? { feature: watchedWords(cause.features[0] ?? '') } : {}),
    ...ofMove,
    // The registry has no version of a deploy: its number is that of the one it was made of.
    ...(version && model !== undefined
      ? { version: versionName(version), model, number: isDeploy ? undefined : version.version }
      : {}),
    ...(flag ? { alias: flag } : {}),
    ...(challenger === undefined ? {} : { challenger }),
  }
}

function factsOfMove({ model, alias, to }: Extract<Move['what'], { type: 'alias' }>) {
  const version = to === undefined ? {} : { version: versionName({ model, version: to }) }
  return { model, alias, number: to, ...version }
}

/** What answers as the challenger of a model by its name: what was deployed there, else where the flag stands. */
function challengerOf(
  model: string | undefined,
  book: Pick<Book, 'versions'> | undefined,
  aliases: AliasBook,
  deployed: readonly DeployPlace[],
): string | undefined {
  if (model === undefined) return undefined
  const isDeployed = deployed.some((place) => place.model === model && place.alias === 'challenger')
  const put = isDeployed ? book?.versions.findLast((one) => isMadeOf(one.model, model)) : undefined
  if (put) return versionName(put)
  const version = aliases[model]?.challenger
  return version === undefined ? undefined : versionName({ model, version })
}

/** The first model that a service is drawn with. */
export function servedModel({ drawing }: Pick<Service, 'drawing'>): string | undefined {
  const node = drawing.nodes.find(({ kind }) => kind === 'model')
  return typeof node?.params.model === 'string' ? node.params.model : undefined
}

/** The model that something was made of, where its name is none of the registry's: "reader (deploy 3)" is of "reader". */
export function modelOf(name: string, aliases: AliasBook): string {
  if (Object.hasOwn(aliases, name)) return name
  return Object.keys(aliases).find((model) => isMadeOf(name, model)) ?? name
}

function isMadeOf(name: string, model: string): boolean {
  return name.startsWith(`${model} (`)
}

/** A flag has no way back. */
export const NOWHERE_ELSE = 'it stood nowhere else before'

/** Why a command of a step has nothing to do now; undefined where it has. */
export function idleStep(command: string, args: object, now: Situation): string | undefined {
  const { model, alias, version } = args as {
    readonly model?: string
    readonly alias?: Alias
    readonly version?: number
  }
  switch (command) {
    case 'incident.resolve':
      if (now.incident.state !== 'resolved') return undefined
      return now.incident.resolvedBy === 'a person' ? 'it is closed' : 'it is over by itself'
    case 'registry.rollback': {
      if (model === undefined || alias === undefined) return undefined
      if (alias === 'champion' && now.serving && now.deployed.some((one) => one.alias === alias && one.model === model))
        return undefined
      if (now.wayBack(model, alias) !== undefined) return undefined
      return now.takenBack ? 'what was deployed is taken back' : NOWHERE_ELSE
    }
    case 'registry.open':
      return model === undefined || version === undefined || now.hasVersion({ model, version })
        ? undefined
        : 'it is not here any more'
    case 'canary.rollback':
      return now.canary ? undefined : 'none is under way'
    case 'canary.share':
      if (now.share === undefined) return 'the drawing has no split'
      return now.share === 0 ? 'it has none' : undefined
    case 'service.start':
      return now.serving ? 'it is served' : undefined
    case 'service.stop':
      return now.serving ? undefined : 'it is not served'
    case 'retraining.start':
      return now.turn ? 'a turn is under way' : undefined
    default:
      return undefined
  }
}
