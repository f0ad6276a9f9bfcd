/** @file Commands for the parameters of a block (change, remove), and for removing unused blocks. */
import { type ParamSpec, type ParamValue, problemOf } from '../../catalog/params'
import { type Block, isParamName, usesOf } from '../../graph/block'
import { commandsText } from '../../messages/en/commands/studio'
import { message, Refusal, refuse } from '../../messages/message'
import { checkedLater, optional, text } from '../arguments'
import { boardCommandsWith } from '../command'
import { shownBlock } from '../network/block-levels'
import type { Board } from '../network/canvas-board'
import { editAll } from '../project/project-document'
import { BLOCK } from './common-arguments'

const defineBoardCommand = boardCommandsWith(commandsText)

/**
 * Loaded when one of these commands first runs. Read the state only after this has loaded, because the state may change
 * in the meantime.
 */
const params = () => import('../../graph/block-params')

/** The block with the given id or, if no id is given, the block that the canvas has entered. */
function blockMeant({ store }: Board, id: string | undefined): Block {
  const state = store.getState()
  if (id === undefined) return shownBlock(state) ?? refuse('not-inside', {})
  const { blocks = {} } = state.project.drawing
  return (Object.hasOwn(blocks, id) ? blocks[id] : undefined) ?? refuse('no-block', { block: id })
}

/** Turns a parameter name into a label: `filtersOut` becomes "Filters out". */
function labelFor(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/_+/g, ' ')
    .trim()
    .toLowerCase()
  return words === '' ? name : words[0]?.toUpperCase() + words.slice(1)
}

export const changeBlockParam = defineBoardCommand({
  id: 'block.param',
  args: {
    param: text(),
    block: optional(BLOCK),
    name: optional(text()),
    default: optional(checkedLater<ParamValue>('parameter value')),
  },
  async run(board, { param, block: id, name = param, default: value }) {
    const { changeParam } = await params()
    const block = blockMeant(board, id)
    const spec = Object.hasOwn(block.params, param) ? block.params[param] : undefined
    if (!spec) return refuse('no-block-param', { block: block.name, param })
    const problem = value === undefined ? undefined : problemOf(spec, value)
    if (problem) throw new Refusal(problem)
    if (name !== param && (!isParamName(name) || Object.hasOwn(block.params, name)))
      return refuse('block-param-name', { name })
    // The cast is safe because the value was just checked against the spec.
    const after = {
      ...spec,
      ...(value === undefined ? {} : { default: value }),
      ...(name === param ? {} : { label: labelFor(name) }),
    } as ParamSpec
    editAll(board.store, changeParam(board.store.getState().project.drawing, block, param, name, after))
  },
})

export const unexposeParam = defineBoardCommand({
  id: 'block.unexpose',
  args: { param: text(), block: optional(BLOCK) },
  async run(board, { param, block: id }) {
    const { removeParam } = await params()
    const block = blockMeant(board, id)
    const gone = removeParam(board.store.getState().project.drawing, block, param)
    if (!gone.ok) throw new Refusal(gone.error)
    editAll(board.store, gone.value)
  },
})

export const forgetBlock = defineBoardCommand({
  id: 'block.remove',
  args: { block: BLOCK },
  run(board, { block: id }) {
    const block = blockMeant(board, id)
    const uses = usesOf(board.store.getState().project.drawing, block.id).length
    if (uses > 0) throw new Refusal(message('block-used', { block: block.name, uses }))
    editAll(board.store, [{ type: 'forget', blocks: [block.id] }])
  },
})
