/**
 * @file ContextMenu: commands for the element under the pointer, with their shortcuts; opened by right click or the
 * menu key.
 */
import { useEffect } from 'react'
import type { Note } from '../../graph/drawing'
import { dropOnto } from '../../graph/node-edits'
import { nearestNode } from '../../graph/notes'
import { menuText as text } from '../../messages/en/canvas/menu'
import { shownDrawing } from '../../studio/network/block-levels'
import type { Board } from '../../studio/network/canvas-board'
import { type CallArgs, type CommandArgs, type CommandId, callOf, type PlainCommandId } from '../../studio/run-command'
import { type MenuItem, PlacedMenu } from '../kit/menu'
import { shortcutText } from '../shell/shortcut-keys'
import { useBoard, useRunCall, useRunCommand } from './board-context'
import { useCatalog } from './canvas-catalog'
import { canvasUi, type OpenMenu, openQuickAdd, type QuickAdd, startRenaming } from './canvas-ui-state'
import { focusInspector } from './keyboard'
import { nodeOf, problemsOf } from './selectors'
import { pastePosition } from './use-clipboard'
import type { ConnectRequest } from './wire-targets'

const ARRANGE = [
  'graph.align.left',
  'graph.align.centre',
  'graph.align.right',
  'graph.align.top',
  'graph.align.middle',
  'graph.align.bottom',
  'graph.distribute.across',
  'graph.distribute.down',
  'graph.snap',
] as const
/** Maximum number of unconnected nodes that the menu offers to insert. */
const MAX_UNCONNECTED = 6
/** Block commands; the menu omits those that cannot run now. */
const BLOCKS = ['block.fold', 'block.open', 'block.enter', 'block.unfold'] as const

/** Renders the open context menu. */
export function ContextMenu({
  menu,
  removeSelected,
}: {
  readonly menu: OpenMenu
  readonly removeSelected: () => void
}) {
  const run = useRunCommand()
  const board = useBoard()
  const { selection, selectedNotes } = board.store.getState()
  const note = menu.target.tag === 'note' ? menu.target.note : undefined
  const unselected = menu.node !== undefined && !selection.includes(menu.node)
  const isNoteUnselected = note !== undefined && !selectedNotes.includes(note)
  useEffect(() => {
    if (menu.node !== undefined && unselected) run('select.set', { nodes: [menu.node] })
    if (note !== undefined && isNoteUnselected) run('select.set', { nodes: [], notes: [note] })
  }, [menu, note, unselected, isNoteUnselected, run])
  return <MenuContent key={`${menu.screen.x} ${menu.screen.y}`} menu={menu} removeSelected={removeSelected} />
}

function close(): void {
  canvasUi.setState({ menu: null })
}

function MenuContent({ menu, removeSelected }: { readonly menu: OpenMenu; readonly removeSelected: () => void }) {
  const items = useItems(menu, removeSelected)
  return <PlacedMenu at={menu.screen} items={items} onClose={close} returnFocusTo={menu.returnFocusTo} />
}

/** The arguments of a command, computed when the menu item is chosen; absent if all are optional. */
type LaterArgs<I extends CommandId> = I extends PlainCommandId
  ? [args?: () => CommandArgs<I>]
  : [args: () => CommandArgs<I>]

function useItems(
  { target: about, node, screen, returnFocusTo: from, rename }: OpenMenu,
  removeSelected: () => void,
): readonly MenuItem[] {
  const board = useBoard()
  const run = useRunCommand()
  const runCallOf = useRunCall()
  const { nouns, nodes: kinds, openAction } = useCatalog()
  const noun = nouns.node
  const { selection } = board.store.getState()
  const chosen = node !== undefined && !selection.includes(node) ? [node] : selection
  const [only] = chosen.length === 1 ? chosen : []

  const commandItems = <I extends CommandId>(id: I, ...[args]: LaterArgs<I>): readonly MenuItem[] => {
    const offer = board.offer(id)
    if (!offer) return []
    // The node under the pointer is selected only after the menu is built, so commands that act on the selection must
    // not appear disabled.
    const isDisabled = !offer.enabled && !(chosen !== selection && chosen.length > 0) && about.tag !== 'note'
    return [
      {
        title: offer.title,
        ...(offer.shortcut ? { shortcut: shortcutText(offer.shortcut) } : {}),
        disabled: isDisabled,
        // The cast is safe because the types of `id` and `args` belong together.
        onSelect: () => runCallOf(callOf(id, ...([args?.()] as CallArgs<I>))),
      },
    ]
  }
  const item = (title: string, onSelect: () => void, shortcut?: string): MenuItem => ({
    title,
    onSelect,
    ...(shortcut ? { shortcut } : {}),
  })
  /** Returns the items if the command is available, or none otherwise. */
  const ifOffered = (id: CommandId, ...items: readonly MenuItem[]) => (board.offer(id) ? items : [])
  const withSeparator = ([first, ...others]: readonly MenuItem[]): readonly MenuItem[] =>
    first ? [{ ...first, separator: true }, ...others] : []
  const paste = commandItems('clip.paste', pastePosition)
  const openQuickAddWith = (more: Partial<QuickAdd>) => () => openQuickAddAt(screen, more)

  const openPicker = (request: ConnectRequest) => () =>
    // Wait until the menu has returned the focus, as when opening the quick add.
    requestAnimationFrame(() => canvasUi.setState({ picker: { request, returnFocusTo: from } }))
  const fixItems = (id: string): readonly MenuItem[] =>
    problemsOf(board.store.getState(), id).flatMap(({ problem, fixes: all }) =>
      all.map((fix) =>
        item(text.fix({ fix: fix.title }), () => run('graph.fix', { node: id, code: problem.code, fix: fix.id })),
      ),
    )
  /** Menu items that add a neighbor to this node or connect the node to another. */
  const neighborItems = (id: string): readonly MenuItem[] => {
    const state = board.store.getState()
    const kind = nodeOf(state, id)?.kind ?? ''
    const [takes, gives] = [kinds.find(kind)?.inputs !== 'none', kinds.find(kind)?.out !== false]
    return withSeparator([
      ...(gives ? ifOffered('graph.add', item(text.addAfter({ noun }), openQuickAddWith({}), '/')) : []),
      ...(takes ? ifOffered('graph.add', item(text.addBefore({ noun }), openQuickAddWith({ before: id }))) : []),
      ...(gives ? ifOffered('graph.connect', item(text.connectTo, openPicker({ tag: 'to', node: id }))) : []),
      ...(takes ? ifOffered('graph.connect', item(text.connectFrom, openPicker({ tag: 'from', node: id }))) : []),
      ...(takes && gives ? [...commandItems('graph.earlier'), ...commandItems('graph.later')] : []),
    ])
  }

  /** Menu items that insert an unconnected node into a wire, as if it had been dropped there. */
  const insertItems = (wire: string): readonly MenuItem[] => {
    const drawing = shownDrawing(board.store.getState())
    return drawing.nodes
      .filter(({ id }) => dropOnto(drawing, kinds, id, wire).length > 0)
      .slice(0, MAX_UNCONNECTED)
      .map(({ id, label }) => item(text.insertNode({ node: label }), () => run('graph.dropOnto', { node: id, wire })))
  }

  /** Menu item for the node's open action, which a double click also runs. */
  const openItems = (id: string): readonly MenuItem[] => {
    const drawn = nodeOf(board.store.getState(), id)
    const opening = drawn && openAction?.(drawn)
    return opening ? [item(opening.title, () => runCallOf(opening))] : []
  }

  const edits = [
    ...commandItems('clip.copy'),
    ...commandItems('clip.cut'),
    ...paste,
    ...commandItems('graph.duplicate'),
  ]

  switch (about.tag) {
    case 'wire':
      return [
        ...ifOffered('graph.add', item(text.insert({ noun }), openQuickAddWith({ wire: about.wire }))),
        ...ifOffered('graph.dropOnto', ...insertItems(about.wire)),
        ...ifOffered(
          'graph.reconnect',
          item(text.reconnectTo, openPicker({ tag: 'end', wire: about.wire, end: 'to' })),
          item(text.reconnectFrom, openPicker({ tag: 'end', wire: about.wire, end: 'from' })),
        ),
        ...commandItems('graph.disconnect', () => ({ wire: about.wire })),
      ]
    case 'canvas':
      return [
        ...ifOffered('graph.add', item(text.add({ noun }), openQuickAdd, '/')),
        ...commandItems('note.write', pastePosition),
        ...paste,
        ...commandItems('select.all'),
        ...withSeparator([
          ...commandItems('canvas.showAll'),
          ...commandItems('canvas.search'),
          ...commandItems('canvas.map'),
        ]),
        ...commandItems('graph.tidy'),
        ...withSeparator([
          ...commandItems('graph.undo'),
          ...commandItems('graph.redo'),
          ...commandItems('canvas.history'),
        ]),
      ]
    case 'note': {
      const { note } = about
      const near = nearestNode(shownDrawing(board.store.getState()), note)
      const pinned = noteById(board, note)?.node !== undefined
      return [
        ...commandItems('note.write', () => ({ note })).map((item) => ({
          ...item,
          title: text.editNote,
          shortcut: 'Enter',
        })),
        ...ifOffered(
          'note.pin',
          ...(pinned ? [item(text.attachToCanvas, () => run('note.pin', { note }))] : []),
          ...(!pinned && near
            ? [item(text.attachToNode({ node: near.label }), () => run('note.pin', { note, node: near.id }))]
            : []),
        ),
        ...withSeparator(edits),
        ...withSeparator([...ifOffered('note.remove', item(text.remove, removeSelected, 'Delete'))]),
      ]
    }
    case 'nodes':
      return [
        ...(only === undefined
          ? []
          : [
              item(text.settings, () => focusInspector(only), 'Enter'),
              ...openItems(only),
              ...ifOffered('graph.rename', item(text.rename, rename ?? (() => startRenaming(only)), 'F2')),
              ...ifOffered('graph.replace', item(text.replace, openQuickAddWith({ replace: only }))),
              ...ifOffered('graph.fix', ...fixItems(only)),
              ...neighborItems(only),
            ]),
        ...(only === undefined ? edits : withSeparator(edits)),
        ...(chosen.length > 1 && board.offer('graph.align.left')
          ? [
              {
                title: text.arrange,
                separator: true,
                onSelect: () => {},
                items: ARRANGE.flatMap((id) => commandItems(id)),
              },
            ]
          : withSeparator(commandItems('graph.snap'))),
        ...(only === undefined ? [] : commandItems('note.write', () => ({ node: only }))),
        ...BLOCKS.flatMap((id) => commandItems(id)).filter(({ disabled }) => !disabled),
        ...commandItems('canvas.showSelection'),
        ...withSeparator([
          ...ifOffered('graph.remove', item(text.remove, removeSelected, 'Delete')),
          ...commandItems('graph.heal'),
        ]),
      ]
  }
}

function openQuickAddAt(screen: OpenMenu['screen'], more: Partial<QuickAdd>): void {
  const { view } = canvasUi.getState()
  const box = document.querySelector('[data-canvas]')?.getBoundingClientRect()
  if (!view || !box) return
  const at = { ...view.center(), screen: { x: screen.x - box.left, y: screen.y - box.top } }
  // Wait until the menu has returned the focus; otherwise the list would lose it immediately.
  requestAnimationFrame(() => canvasUi.setState({ quickAdd: { ...at, ...more } }))
}

function noteById({ store }: Board, id: string): Note | undefined {
  return shownDrawing(store.getState()).notes?.find((note) => note.id === id)
}
