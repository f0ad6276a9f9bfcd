/**
 * @file Runbook: Markdown whose links run commands, `[text](<run:id {"json":"arguments"}>)`, or open a tab,
 * `[text](<show:tab>)`. Names in braces are filled in from the incident. A link whose arguments need a name that is not
 * known becomes a part of kind `unknown`.
 */
import { runbookNamesText } from '../messages/en/gallery/runbook-names'
import type { RunbookKey } from '../ops/alerts/incidents'

/** The model that gives bad responses, if a router connects two models. */
export type BadBranch = 'small' | 'large' | 'unknown'

/**
 * Loads the text of a runbook. For a service with a router, its first step takes traffic away from the bad model. Which
 * model is worse is no question if requests get no prediction: a rate limit is before the router, and a crash is known.
 */
export async function loadRunbook(key: RunbookKey, branch?: BadBranch): Promise<string> {
  const { runbooksText, routerStepsText } = await import('../messages/en/gallery/runbooks')
  const written = runbooksText[key]
  const isNoQuestion = branch === 'unknown' && key === 'failing'
  return branch === undefined || isNoQuestion
    ? written
    : written.replace(/^1\. /m, () => `1. ${routerStepsText[branch]}\n1. `)
}

export type RunbookPart =
  | string
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'run'; readonly text: string; readonly command: string; readonly args: object }
  /** A command with arguments that contain an unknown name. */
  | { readonly kind: 'unknown'; readonly text: string; readonly command: string }
  | { readonly kind: 'show'; readonly text: string; readonly tab: string }

export interface RunbookBlock {
  readonly kind: 'heading' | 'text' | 'step'
  readonly parts: readonly RunbookPart[]
}

export type RunbookValues = Readonly<Record<string, string | number | undefined>>

/** The blocks of a runbook in order: headings, paragraphs and numbered steps. Each block is one line of the text. */
export function readRunbook(text: string, facts: RunbookValues): readonly RunbookBlock[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line): RunbookBlock => {
      const [, heading] = /^#+ (.*)$/.exec(line) ?? []
      if (heading !== undefined) return { kind: 'heading', parts: partsOf(heading, facts) }
      const [, step] = /^\d+\. (.*)$/.exec(line) ?? []
      return step === undefined
        ? { kind: 'text', parts: partsOf(line, facts) }
        : { kind: 'step', parts: partsOf(step, facts) }
    })
}

const INLINE = /\[([^\]]+)\]\(<(run|show):([^>]+)>\)|[*_]([^*_]+)[*_]/g

function partsOf(line: string, facts: RunbookValues): readonly RunbookPart[] {
  const parts: RunbookPart[] = []
  let at = 0
  for (const match of line.matchAll(INLINE)) {
    const [whole, linked = '', what, target = '', strong] = match
    if (match.index > at) parts.push(filled(line.slice(at, match.index), facts))
    at = match.index + whole.length
    if (strong !== undefined) parts.push({ kind: 'strong', text: strong })
    else if (what === 'show') parts.push({ kind: 'show', text: filled(linked, facts), tab: target })
    else parts.push(command(filled(linked, facts), target, facts))
  }
  if (at < line.length) parts.push(filled(line.slice(at), facts))
  return parts
}

function command(text: string, target: string, facts: RunbookValues): RunbookPart {
  const [id = '', ...rest] = target.split(' ')
  const json = rest.join(' ')
  const missing = [...`${json}`.matchAll(BRACES)].some(([, name]) => facts[name ?? ''] === undefined)
  if (missing) return { kind: 'unknown', text, command: id }
  // Safe to parse as JSON: a filled-in name is a number or is placed inside quotes and escaped.
  const args =
    json === '' ? {} : (JSON.parse(json.replace(BRACES, (_, name: string) => escaped(facts[name]))) as object)
  return { kind: 'run', text, command: id, args }
}

const BRACES = /\{(\w+)\}/g

function filled(text: string, facts: RunbookValues): string {
  return text.replace(BRACES, (_, name: string) => String(facts[name] ?? UNKNOWN[name] ?? name))
}

/** Placeholder text for each name that is not known. */
const UNKNOWN: Readonly<Record<string, string>> = runbookNamesText.unknown

function escaped(value: RunbookValues[string]): string {
  return JSON.stringify(String(value)).slice(1, -1)
}
