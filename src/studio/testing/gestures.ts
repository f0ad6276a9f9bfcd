/**
 * @file Random gestures on a board: any canvas command and any edit, on things that exist and on things that do not.
 */
import type { Rng } from '../../base/rng'
import type { ParamValue } from '../../catalog/params'
import { randomValue } from '../../catalog/random-value.test-help'
import { BLOCK, BLOCK_OF, type Block, PORT_IN, PORT_OUT } from '../../graph/block'
import type { DrawnNode, Position } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { specsOfNode } from '../../graph/node-values'
import { shownBlock, shownDrawing, shownReport } from '../network/block-levels'
import type { Board } from '../network/canvas-board'

export interface Gesture {
  readonly id: string
  readonly args: object
  /** The name under which the gesture is counted: the command, or the edit types of `graph.edit`. */
  readonly what: string
}

/** Returns a function that draws a random gesture for the board's current state. */
export function gesturesFor({ store }: Board, random: Rng, clips: readonly string[]) {
  const pick = <T>(list: readonly T[]): T | undefined => list[random.below(Math.max(list.length, 1))]
  const chance = (of: number) => random.below(of) === 0
  const place = (): Position => ({ x: random.below(1200) - 300, y: random.below(800) - 200 })
  const shown = () => shownDrawing(store.getState())
  const kind = () => pick(store.subject.catalog.kinds) ?? ''
  const node = () => (chance(12) ? 'ghost' : (pick(shown().nodes)?.id ?? 'ghost'))
  const wire = () => (chance(12) ? 'gone' : (pick(shown().wires)?.id ?? 'gone'))
  const note = () => (chance(12) ? 'gone' : (pick(shown().notes ?? [])?.id ?? 'gone'))
  const some = () => Array.from({ length: 1 + random.below(4) }, node)
  const blockIds = () => Object.keys(store.getState().project.drawing.blocks ?? {})
  const block = () => (chance(12) ? 'gone' : (pick(blockIds()) ?? 'gone'))
  const label = () => pick(['Edges', 'Hidden', 'é 名', '"); import os', 'Dense', '<b>bold</b>']) ?? ''
  const maybe = (part: object) => (chance(2) ? part : {})

  /** A random value for one parameter of a node; inside a block it may be an expression, valid or not. */
  function params(of: DrawnNode | undefined): Readonly<Record<string, ParamValue>> {
    const specs = Object.entries(of ? specsOfNode(shown(), store.subject.catalog, of) : {})
    const [name, spec] = pick(specs) ?? []
    if (name === undefined || !spec) return {}
    const inside = shownBlock(store.getState())
    if (inside && chance(3)) {
      const known = pick(Object.keys(inside.params)) ?? 'i'
      return { [name]: pick([`=${known}*2`, '=i+1', `=max(1, ${known})`, '=1/0', '=nothing + 1', '=(']) ?? '' }
    }
    if (chance(8) && spec.type === 'int') return { [name]: spec.max + 1 }
    return { [name]: randomValue(spec, random) }
  }

  function freshNode(): DrawnNode {
    const uses = shownBlock(store.getState()) ? undefined : pick(blockIds())
    const common = { id: `raw-${random.below(60)}`, label: label(), position: place() }
    return uses !== undefined && chance(4)
      ? { ...common, kind: BLOCK, params: { [BLOCK_OF]: uses } }
      : { ...common, kind: kind(), params: {} }
  }

  /**
   * An edit for some level. Its ids come from the visible level, so they may not exist on the level that it is applied
   * to.
   */
  function levelEdit(): Edit {
    const makers: readonly (() => Edit)[] = [
      () => ({ type: 'add', node: freshNode() }),
      () => ({ type: 'remove', nodes: some() }),
      () => {
        const out = chance(5) ? { out: 1 } : {}
        return {
          type: 'connect',
          wire: { id: `raw-${random.below(60)}`, from: node(), to: node(), port: random.below(3), ...out },
        }
      },
      () => ({ type: 'disconnect', wire: wire() }),
      () => ({ type: 'move', positions: Object.fromEntries(some().map((id) => [id, place()])) }),
      () => ({ type: 'rename', node: node(), label: label() }),
      () => {
        const of = pick(shown().nodes)
        return { type: 'set', node: of?.id ?? 'ghost', params: params(of) }
      },
      () => ({ type: 'replace', node: node(), kind: kind(), label: label(), params: {} }),
      () => ({
        type: 'note',
        note: { id: `note-${random.below(6)}`, text: label(), position: place(), ...maybe({ node: node() }) },
      }),
      () => ({ type: 'unnote', notes: [note()] }),
    ]
    return (pick(makers) as () => Edit)()
  }

  function anyEdit(): Edit {
    const { blocks = {} } = store.getState().project.drawing
    const known = pick(Object.values(blocks))
    switch (random.below(8)) {
      case 0:
        return { type: 'block', block: known ? { ...known, summary: label() } : PASS }
      case 1:
        return { type: 'block', block: PASS }
      case 2:
        return chance(3) ? { type: 'forget', blocks: [block()] } : levelEdit()
      case 3: {
        const edit = levelEdit()
        // A block added inside a block could contain itself, which `graph.edit` refuses.
        return edit.type === 'add' && edit.node.kind === BLOCK ? edit : { type: 'inside', block: block(), edit }
      }
      default:
        return levelEdit()
    }
  }

  function row(): readonly object[] {
    const times = () => maybe({ times: 1 + random.below(3) })
    return Array.from({ length: 1 + random.below(3) }, () =>
      chance(3) ? { block: block(), ...times() } : { kind: kind(), ...times() },
    )
  }

  function fix(): object {
    const diagnostic = pick(shownReport(store.getState()).diagnostics.filter(({ fixes }) => fixes.length > 0))
    return {
      node: diagnostic?.node,
      code: diagnostic?.problem.code ?? 'none',
      fix: pick(diagnostic?.fixes ?? [])?.id ?? 'none',
    }
  }

  const commands: readonly (readonly [string, () => object])[] = [
    ['graph.add', () => ({ kind: kind(), ...maybe({ position: place() }) })],
    ['graph.addAfter', () => ({ kind: kind(), node: node() })],
    ['graph.addBefore', () => ({ kind: kind(), node: node() })],
    ['graph.put', () => ({ kind: kind(), wire: wire(), position: place() })],
    ['graph.put', () => ({ kind: kind(), from: node(), ...maybe({ out: random.below(2) }) })],
    ['graph.put', () => ({ block: block(), to: node(), ...maybe({ port: random.below(3) }) })],
    ['graph.row', () => ({ row: row(), ...maybe({ position: place() }) })],
    ['graph.row', () => ({ row: row(), ...(chance(2) ? { after: node() } : { wire: wire() }) })],
    ['graph.connect', () => ({ from: node(), to: node(), ...maybe({ port: random.below(3) }) })],
    ['graph.connect', () => ({ from: node(), to: node(), ...maybe({ out: random.below(2) }) })],
    ['graph.disconnect', () => ({ wire: wire() })],
    ['graph.remove', () => ({ nodes: some() })],
    ['graph.move', () => ({ node: node(), position: place() })],
    ['graph.rename', () => ({ node: node(), label: label() })],
    ['graph.set', () => set()],
    ['graph.set', () => set()],
    ['graph.setMany', () => ({ nodes: some(), params: params(pick(shown().nodes)) })],
    ['graph.nudge', () => ({ nodes: some(), by: { x: random.below(21) - 10, y: random.below(21) - 10 } })],
    ['graph.heal', () => ({ nodes: some() })],
    ['graph.replace', () => ({ node: node(), kind: kind() })],
    ['graph.dropOnto', () => ({ node: node(), wire: wire(), ...maybe({ position: place() }) })],
    ['graph.reconnect', () => ({ wire: wire(), ...(chance(2) ? { from: node() } : { to: node() }) })],
    ['graph.duplicate', () => ({ nodes: some() })],
    ['graph.align.left', () => ({ nodes: some() })],
    ['graph.distribute.across', () => ({ nodes: some() })],
    ['graph.tidy', () => ({})],
    ['graph.snap', () => ({ nodes: some() })],
    ['graph.earlier', () => ({ node: node() })],
    ['graph.later', () => ({ node: node() })],
    ['graph.fix', fix],
    ['clip.cut', () => ({ nodes: some() })],
    ['clip.paste', () => ({ text: pick(clips) ?? 'a shopping list', at: place() })],
    ['note.add', () => ({ text: label(), ...maybe({ node: node() }) })],
    ['note.set', () => ({ note: note(), text: label() })],
    ['note.move', () => ({ note: note(), position: place() })],
    ['note.pin', () => ({ note: note(), ...maybe({ node: node() }) })],
    ['note.remove', () => ({ notes: [note()] })],
    ['block.fold', () => ({ nodes: some(), ...maybe({ name: pick(['Cell', 'Stage', 'U-Net 2']) }) })],
    ['block.fold', () => ({ nodes: some() })],
    ['block.unfold', () => ({ node: blockNode() })],
    ['block.enter', () => ({ node: blockNode() })],
    ['block.enter', () => ({ node: blockNode() })],
    ['block.leave', () => ({})],
    ['block.expose', expose],
    ['block.param', () => ({ param: exposed(), ...maybe({ name: pick(['size', 'many']) }) })],
    ['block.unexpose', () => ({ param: exposed() })],
    ['block.rename', () => ({ block: block(), name: pick(['Cell', 'Other', 'Third']) })],
    ['block.port', () => ({ side: chance(2) ? 'in' : 'out' })],
    [
      'block.insert',
      () => ({ block: chance(2) ? block() : (pick(store.subject.blocks)?.id ?? 'gone'), ...maybe({ after: node() }) }),
    ],
    ['block.remove', () => ({ block: block() })],
    ['graph.undo', () => ({})],
    ['graph.redo', () => ({})],
  ]

  function set(): object {
    const of = pick(shown().nodes)
    return { node: of?.id ?? 'ghost', params: params(of) }
  }
  function blockNode(): string {
    return pick(shown().nodes.filter((one) => one.kind === BLOCK))?.id ?? node()
  }
  function exposed(): string {
    return pick(Object.keys(shownBlock(store.getState())?.params ?? {})) ?? 'units'
  }
  function expose(): object {
    const of = pick(shown().nodes)
    return { node: of?.id ?? 'ghost', param: Object.keys(params(of))[0] ?? 'units' }
  }

  return (): Gesture => {
    if (chance(4)) {
      const edits = Array.from({ length: 1 + random.below(3) }, anyEdit)
      return { id: 'graph.edit', args: { edits }, what: edits.map(({ type }) => type).join(' ') }
    }
    const [id, args] = pick(commands) as (typeof commands)[number]
    return { id, args: args(), what: id }
  }
}

/** The smallest block, which passes its input through. */
const PASS: Block = {
  id: 'pass',
  name: 'Pass',
  params: {},
  inside: {
    nodes: [
      { id: 'in', kind: PORT_IN, label: 'in', params: {}, position: { x: 0, y: 0 } },
      { id: 'out', kind: PORT_OUT, label: 'out', params: {}, position: { x: 220, y: 0 } },
    ],
    wires: [{ id: 'w', from: 'in', to: 'out', port: 0 }],
  },
}
