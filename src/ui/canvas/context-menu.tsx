/** @file ContextMenu: by right click or menu key, the commands for what is under the pointer, with their keys. */
import { useEffect } from 'react'
import { menuText as text } from '../../messages/en/canvas/menu'
import type { Note } from '../../graph/drawing'
import { dropOnto } from '../../graph/node-edits'
import { nearestNode } from '../../graph/notes'
import type { Board } from '../../studio/board'
import { shownDrawing } from '../../studio/levels'
import { type MenuItem, PlacedMenu } from '../kit/menu'
import { shortcutWords } from '../shell/shortcut-keys'
import { canvasUi, type OpenMenu, openQuickAdd, type QuickAdd, startRenaming } from './canvas-ui'
import { useCatalog } from './catalog'
import { useBoard, useRun } from './on-board'
import { nodeOf, problemsOf } from './read'
import { pastePlace } from './use-clipboard'
import { focusInspector } from './use-keys'
import type { Picking } from './wire-targets'

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
]
/** The most unconnected nodes that a menu offers to insert. */
const MOST_LOOSE = 6
/** Commands of blocks; those that cannot run now are left out. */
const BLOCKS = ['block.fold', 'block.open', 'block.enter', 'block.unfold']

/** The menu that is open. */
export function ContextMenu({
  menu,
  removeSelected,
}: {
  readonly menu: OpenMenu
  readonly removeSelected: () => void
}) {
  const run = useRun()
  const board = useBoard()
  const { selection, selectedNotes } = board.store.getState()
  const note = menu.about.tag === 'note' ? menu.about.note : undefined
  const unselected = menu.node !== undefined && !selection.includes(menu.node)
  const unnoted = note !== undefined && !selectedNotes.includes(note)
  useEffect(() => {
    if (menu.node !== undefined && unselected) run('select.set', { nodes: [menu.node] })
    if (note !== undefined && unnoted) run('select.set', { nodes: [], notes: [note] })
  }, [menu, note, unselected, unnoted, run])
  return <Open key={`${menu.screen.x} ${menu.screen.y}`} menu={menu} removeSelected={removeSelected} />
}

function close(): void {
  canvasUi.setState({ menu: null })
}

function Open({ menu, removeSelected }: { readonly menu: OpenMenu; readonly removeSelected: () => void }) {
  const items = useItems(menu, removeSelected)
  return <PlacedMenu at={menu.screen} items={items} onClose={close} back={menu.from} />
}

function useItems({ about, node, screen, from, rename }: OpenMenu, removeSelected: () => void): readonly MenuItem[] {
  const board = useBoard()
  const run = useRun()
  const { nouns, nodes: kinds, opens } = useCatalog()
  const noun = nouns.node
  const { selection } = board.store.getState()
  const chosen = node !== undefined && !selection.includes(node) ? [node] : selection
  const [only] = chosen.length === 1 ? chosen : []

  const command = (id: string, args?: () => object): readonly MenuItem[] => {
    const found = board.offer(id)
    if (!found) return []
    // The node that was hit is selected a moment after the menu is made.
    const off = !found.enabled && !(chosen !== selection && chosen.length > 0) && about.tag !== 'note'
    return [
      {
        title: found.title,
        ...(found.shortcut ? { shortcut: shortcutWords(found.shortcut) } : {}),
        disabled: off,
        onSelect: () => run(id, args?.()),
      },
    ]
  }
  const own = (title: string, onSelect: () => void, shortcut?: string): MenuItem => ({
    title,
    onSelect,
    ...(shortcut ? { shortcut } : {}),
  })
  /** Entries that run a command, where that is offered. */
  const where = (id: string, ...items: readonly MenuItem[]) => (board.offer(id) ? items : [])
  const apart = ([first, ...others]: readonly MenuItem[]): readonly MenuItem[] =>
    first ? [{ ...first, apart: true }, ...others] : []
  const paste = command('clip.paste', pastePlace)
  const ask = (more: Partial<QuickAdd>) => () => openQuickAddAt(screen, more)

  const pick = (picking: Picking) => () =>
    // After the menu has given the focus back, as for the quick add.
    requestAnimationFrame(() => canvasUi.setState({ picker: { picking, back: from } }))
  const fixes = (id: string): readonly MenuItem[] =>
    problemsOf(board.store.getState(), id).flatMap(({ problem, fixes: all }) =>
      all.map((fix) =>
        own(text.fix({ fix: fix.title }), () => run('graph.fix', { node: id, code: problem.code, fix: fix.id })),
      ),
    )
  /** What can be added next to a node, and where its wires may lead. */
  const around = (id: string): readonly MenuItem[] => {
    const state = board.store.getState()
    const kind = nodeOf(state, id)?.kind ?? ''
    const [takes, gives] = [kinds.find(kind)?.inputs !== 'none', kinds.find(kind)?.out !== false]
    return apart([
      ...(gives ? where('graph.add', own(text.addAfter({ noun }), ask({}), '/')) : []),
      ...(takes ? where('graph.add', own(text.addBefore({ noun }), ask({ before: id }))) : []),
      ...(gives ? where('graph.connect', own(text.connectTo, pick({ tag: 'to', node: id }))) : []),
      ...(takes ? where('graph.connect', own(text.connectFrom, pick({ tag: 'from', node: id }))) : []),
      ...(takes && gives ? [...command('graph.earlier'), ...command('graph.later')] : []),
    ])
  }

  /** Unconnected nodes that can be inserted into a wire, as by dropping them there. */
  const loose = (wire: string): readonly MenuItem[] => {
    const drawing = shownDrawing(board.store.getState())
    return drawing.nodes
      .filter(({ id }) => dropOnto(drawing, kinds, id, wire).length > 0)
      .slice(0, MOST_LOOSE)
      .map(({ id, label }) => own(text.insertNode({ node: label }), () => run('graph.dropOnto', { node: id, wire })))
  }

  /** What it opens, as by a double click. */
  const opened = (id: string): readonly MenuItem[] => {
    const drawn = nodeOf(board.store.getState(), id)
    const opening = drawn && opens?.(drawn)
    return opening ? [own(opening.title, () => run(opening.command, opening.args))] : []
  }

  const edits = [...command('clip.copy'), ...command('clip.cut'), ...paste, ...command('graph.duplicate')]

  switch (about.tag) {
    case 'wire':
      return [
        ...where('graph.add', own(text.insert({ noun }), ask({ wire: about.wire }))),
        ...where('graph.dropOnto', ...loose(about.wire)),
        ...where(
          'graph.reconnect',
          own(text.reconnectTo, pick({ tag: 'end', wire: about.wire, end: 'to' })),
          own(text.reconnectFrom, pick({ tag: 'end', wire: about.wire, end: 'from' })),
        ),
        ...command('graph.disconnect', () => ({ wire: about.wire })),
      ]
    case 'canvas':
      return [
        ...where('graph.add', own(text.add({ noun }), openQuickAdd, '/')),
        ...command('note.write', pastePlace),
        ...paste,
        ...command('select.all'),
        ...apart([...command('canvas.showAll'), ...command('canvas.search'), ...command('canvas.map')]),
        ...command('graph.tidy'),
        ...apart([...command('graph.undo'), ...command('graph.redo'), ...command('canvas.history')]),
      ]
    case 'note': {
      const { note } = about
      const near = nearestNode(shownDrawing(board.store.getState()), note)
      const pinned = noteNamed(board, note)?.node !== undefined
      return [
        ...command('note.write', () => ({ note })).map((item) => ({
          ...item,
          title: text.editNote,
          shortcut: 'Enter',
        })),
        ...where(
          'note.pin',
          ...(pinned ? [own(text.attachToCanvas, () => run('note.pin', { note }))] : []),
          ...(!pinned && near
            ? [own(text.attachToNode({ node: near.label }), () => run('note.pin', { note, node: near.id }))]
            : []),
        ),
        ...apart(edits),
        ...apart([...where('note.remove', own(text.remove, removeSelected, 'Delete'))]),
      ]
    }
    case 'nodes':
      return [
        ...(only === undefined
          ? []
          : [
              own(text.settings, () => focusInspector(only), 'Enter'),
              ...opened(only),
              ...where('graph.rename', own(text.rename, rename ?? (() => startRenaming(only)), 'F2')),
              ...where('graph.replace', own(text.replace, ask({ replace: only }))),
              ...where('graph.fix', ...fixes(only)),
              ...around(only),
            ]),
        ...(only === undefined ? edits : apart(edits)),
        ...(chosen.length > 1 && board.offer('graph.align.left')
          ? [{ title: text.arrange, apart: true, onSelect: () => {}, items: ARRANGE.flatMap((id) => command(id)) }]
          : apart(command('graph.snap'))),
        ...(only === undefined ? [] : command('note.write', () => ({ node: only }))),
        ...BLOCKS.flatMap((id) => command(id)).filter(({ disabled }) => !disabled),
        ...command('canvas.showSelection'),
        ...apart([...where('graph.remove', own(text.remove, removeSelected, 'Delete')), ...command('graph.heal')]),
      ]
  }
}

function openQuickAddAt(screen: OpenMenu['screen'], more: Partial<QuickAdd>): void {
  const { view } = canvasUi.getState()
  const seen = document.querySelector('[data-canvas]')?.getBoundingClientRect()
  if (!view || !seen) return
  const at = { ...view.centre(), screen: { x: screen.x - seen.left, y: screen.y - seen.top } }
  // After the menu has given the focus back, or the list would lose it at once.
  requestAnimationFrame(() => canvasUi.setState({ quickAdd: { ...at, ...more } }))
}

function noteNamed({ store }: Board, id: string): Note | undefined {
  return shownDrawing(store.getState()).notes?.find((note) => note.id === id)
}
