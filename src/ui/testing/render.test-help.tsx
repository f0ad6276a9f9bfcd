/** @file For component tests: renders a component into the page of happy-dom, and presses keys in it. */
import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { onTestFinished, vi } from 'vitest'
import type { TestStudio } from '../../studio/testing/studio-fixture'
import { StudioProvider } from '../studio-context'

// Without a network, happy-dom reports each request on the console.
vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Component tests have no network.')))

/** Does something that changes the state, and waits until the components show it. */
export async function settle<T>(work: () => T | Promise<T>): Promise<T> {
  // Outside, React shows updates of the background as it does on a page.
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  try {
    return await act(async () => work())
  } finally {
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false })
  }
}

/** Renders a component until the test ends, with the context of a studio if there is one. Returns its element. */
export async function render(children: ReactNode, { studio }: Partial<TestStudio> = {}): Promise<HTMLElement> {
  const box = document.body.appendChild(document.createElement('div'))
  const root = createRoot(box)
  onTestFinished(async () => {
    await settle(() => root.unmount())
    box.remove()
  })
  await settle(() => root.render(studio ? <StudioProvider value={studio}>{children}</StudioProvider> : children))
  return box
}

/** The only element that matches a selector and, if given, has the text or the label. */
export function find<E extends HTMLElement = HTMLElement>(selector: string, name?: string): E {
  const found = [...document.querySelectorAll<E>(selector)].filter(
    (one) => name === undefined || [one.getAttribute('aria-label'), labelOf(one), one.textContent].includes(name),
  )
  const [only] = found
  if (!only || found.length > 1) throw new Error(`${found.length} elements are ${selector} "${name ?? ''}"`)
  return only
}

function labelOf({ id }: HTMLElement): string | undefined {
  return id === '' ? undefined : document.querySelector(`label[for="${CSS.escape(id)}"]`)?.textContent
}

/** The texts of all elements that match a selector. */
export function texts(selector: string): readonly string[] {
  return [...document.querySelectorAll(selector)].map(({ textContent }) => textContent)
}

/** Moves the focus to an element. */
export async function focus(element: HTMLElement): Promise<void> {
  await settle(() => element.focus())
}

/** Clicks an element. */
export async function click(element: HTMLElement): Promise<void> {
  await settle(() => element.click())
}

type Modifiers = Pick<KeyboardEventInit, 'ctrlKey' | 'shiftKey' | 'altKey'>

/** Presses a key on the focused element, as the browser reports it; a button is clicked by Enter and by the space bar. */
export async function press(key: string, modifiers: Modifiers = {}): Promise<void> {
  const on = document.activeElement ?? document.body
  const init = { key, bubbles: true, cancelable: true, ...modifiers }
  await settle(async () => {
    const isDefault = on.dispatchEvent(new KeyboardEvent('keydown', init))
    if (isDefault && on instanceof HTMLButtonElement && (key === 'Enter' || key === ' ')) on.click()
    on.dispatchEvent(new KeyboardEvent('keyup', init))
    // Some components wait for the next task or frame before they move the focus.
    await new Promise(requestAnimationFrame)
    await new Promise((go) => setTimeout(go))
  })
}

/** Replaces the text of the focused field, as typing over its selected text does. */
export async function type(text: string): Promise<void> {
  const field = document.activeElement
  const kind = [HTMLInputElement, HTMLTextAreaElement].find((one) => field instanceof one)
  if (!field || !kind) throw new Error('no field has the focus')
  await settle(() => {
    // React compares with the value that it set itself, so the value is set as the browser does.
    Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, text)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
}
