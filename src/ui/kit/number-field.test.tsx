/** @file Tests the number field by keyboard: steps, typed numbers, rejected numbers, and what it announces. */
import { useState } from 'react'
import { expect, test } from 'vitest'
import { find, focus, press, render, type } from '../testing/render.test-help'
import { NumberField, type NumberFieldProps } from './number-field'

interface FormProps extends Partial<NumberFieldProps> {
  readonly onReport: (value: number) => void
}

function Form({ onReport, ...props }: FormProps) {
  const [value, setValue] = useState(props.value ?? 8)
  const onChange = (next: number) => {
    onReport(next)
    setValue(next)
  }
  return (
    <>
      <NumberField label="Units" integer min={1} max={4096} {...props} value={value} onChange={onChange} />
      <button type="button">Next</button>
    </>
  )
}

/** Shows a field that keeps its value, with a second field to leave to; returns the field and all reported values. */
async function opened(props: Partial<NumberFieldProps> = {}) {
  const reported: number[] = []
  await render(<Form {...props} onReport={(value) => reported.push(value)} />)
  const field = find<HTMLInputElement>('input', 'Units')
  await focus(field)
  return { field, reported }
}

test('arrow keys step by one, with Shift or Page keys by ten, and never leave the range', async () => {
  const { field, reported } = await opened()
  await press('ArrowUp')
  await press('ArrowUp', { shiftKey: true })
  await press('PageUp')
  await press('ArrowDown')
  expect(reported).toEqual([9, 19, 29, 28])
  for (let i = 0; i < 4; i++) await press('PageDown')
  expect(reported.slice(4)).toEqual([18, 8, 1])
  expect(field.value).toBe('1')
  expect(field.getAttribute('aria-valuenow')).toBe('1')
  expect([field.getAttribute('aria-valuemin'), field.getAttribute('aria-valuemax')]).toEqual(['1', '4096'])
})

test('an arrow key steps from the typed number, in tenths of its order of magnitude', async () => {
  const { field, reported } = await opened({ value: 0.001, integer: false, min: 0, max: 1 })
  await press('ArrowUp')
  await press('ArrowDown', { shiftKey: true })
  expect(reported).toEqual([0.0011, 0.0001])
  await type('0.5')
  expect(reported).toHaveLength(2)
  await press('ArrowUp')
  expect(reported.slice(2)).toEqual([0.50001])
  expect(field.value).toBe('0.50001')
})

test('a typed number is reported once, by Enter or by leaving the field, and Escape restores the previous one', async () => {
  const { field, reported } = await opened()
  await type('1,024')
  expect(reported).toEqual([])
  await press('Enter')
  expect(reported).toEqual([1024])
  await type('7')
  await press('Escape')
  expect(field.value).toBe('1024')
  await type('12')
  await focus(find('button', 'Next'))
  expect(reported).toEqual([1024, 12])
})

test('Enter marks a number outside the range as invalid and says why; leaving keeps the previous value', async () => {
  const { field, reported } = await opened()
  const help = () => document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent
  expect(help()).toBe('1 to 4,096')
  await type('0')
  await press('Enter')
  expect(field.getAttribute('aria-invalid')).toBe('true')
  expect(help()).toBe('Enter a number from 1 to 4,096.')
  await type('2.5')
  await press('Enter')
  expect(help()).toBe('Enter a whole number.')
  await focus(find('button', 'Next'))
  await press('Tab')
  expect(field.value).toBe('8')
  expect(field.getAttribute('aria-invalid')).toBeNull()
  expect(help()).toContain('Enter a whole number.')
  expect(reported).toEqual([])
})

test.each([
  [false, '2,000'],
  [true, '2000'],
])('while edited, a number has no separators; identifier %s: %s afterward', async (isIdentifier, after) => {
  const { field } = await opened({ value: 2000, isIdentifier })
  expect(field.value).toBe('2000')
  expect([field.selectionStart, field.selectionEnd]).toEqual([0, 4])
  await focus(find('button', 'Next'))
  await press('Tab')
  expect(field.value).toBe(after)
})
