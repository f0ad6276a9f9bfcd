/**
 * @file openMenuAt: opens the context menu for the element that is under the pointer or has the focus: nodes, a note, a
 * wire, or the canvas.
 */
import { canvasUi, type OpenMenu } from './canvas-ui-state'
import { noteIdOf } from './flow-notes'

/** Opens the menu for an element: at the pointer position or, if opened with the keyboard, at the element itself. */
export function openMenuAt(target: EventTarget | null, screen?: { readonly x: number; readonly y: number }): void {
  if (!(target instanceof Element)) return
  const node = target.closest<HTMLElement>('.react-flow__node')
  const wire = target.closest<SVGElement>('.react-flow__edge')?.dataset.id
  const several = target.closest('.react-flow__nodesselection-rect')
  // When opened by key with several nodes selected, the focus may be on the canvas itself rather than on a node.
  const picked = screen ? null : document.querySelector<HTMLElement>('[data-canvas] .react-flow__node.selected')
  const note = noteIdOf((node ?? picked)?.dataset.id ?? '')
  const about: OpenMenu['target'] = note
    ? { tag: 'note', note }
    : wire !== undefined
      ? { tag: 'wire', wire }
      : (node ?? several ?? picked)
        ? { tag: 'nodes' }
        : { tag: 'canvas' }
  const from = document.activeElement instanceof HTMLElement ? document.activeElement : null
  canvasUi.setState({
    menu: {
      target: about,
      screen: screen ?? middleOf(node ?? picked ?? target),
      returnFocusTo: from,
      ...(node?.dataset.id && !note ? { node: node.dataset.id } : {}),
    },
  })
}

function middleOf(element: Element): { x: number; y: number } {
  const { left, top, width, height } = element.getBoundingClientRect()
  return { x: left + width / 2, y: top + height / 2 }
}
