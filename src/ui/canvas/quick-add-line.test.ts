/** Tests how a quick add line is parsed, word by word. */
import { describe, expect, test } from 'vitest'
import { shippedBlocks } from '../../gallery/blocks'
import { formatMessage } from '../../messages/message'
import { layerCatalog } from '../network/layer-catalog'
import { choiceOfBlock, choiceOfKind, kindsOf } from './quick-add-choices'
import { itemsOf, lineText, parseLine } from './quick-add-line'

const ALL = [...kindsOf(layerCatalog).map(choiceOfKind), ...shippedBlocks.map(choiceOfBlock)]

function row(typed: string, used: readonly string[] = []) {
  const line = parseLine(typed, ALL, used)
  return itemsOf(line, typed, line.matches[0])
}
const read = (typed: string, used?: readonly string[]) =>
  row(typed, used).map(({ choice, params, times }) => [choice.title, params, times])
const statusOf = (typed: string) => lineText(layerCatalog, parseLine(typed, ALL), row(typed))

describe('a line of the quick add', () => {
  test('a name, its numbers in order, its choices by prefix, and a repeat count', () => {
    expect(read('conv 16 5 2 same relu')).toEqual([
      ['Conv 2D', { filters: 16, kernelSize: 5, strides: 2, padding: 'same', activation: 'relu' }, 1],
    ])
    expect(read('conv 8 3x5 sa')).toEqual([['Conv 2D', { filters: 8, kernelSize: [3, 5], padding: 'same' }, 1]])
    expect(read('residual 16 x3')).toEqual([['Residual', { filters: 16 }, 3]])
    expect(read('dropout 0.25 x2')).toEqual([['Dropout', { rate: 0.25 }, 2]])
    expect(read('conv bias=no kernel=1')).toEqual([['Conv 2D', { useBias: false, kernelSize: 1 }, 1]])
    expect(read('dense softmax')).toEqual([['Dense', { activation: 'softmax' }, 1]])
  })

  test('names may contain numbers and several words', () => {
    expect(read('conv 1d 8')).toEqual([['Conv 1D', { filters: 8 }, 1]])
    expect(read('max pool 2d same')).toEqual([['Max pool 2D', { padding: 'same' }, 1]])
    expect(read('gap')).toEqual([['Global avg pool 2D', {}, 1]])
    expect(read('up')).toEqual([['U-Net up', {}, 1]])
    expect(read('conv 8, Residual, halving 32, dense 5').map(([title]) => title)).toEqual([
      'Conv 2D',
      'Residual, halving',
      'Dense',
    ])
    for (const { title } of ALL) expect(read(title), title).toEqual([[title, {}, 1]])
  })

  test('an activation by its name', () => {
    expect(read('relu')).toEqual([['Activation', { activation: 'relu' }, 1]])
    expect(read('sigmoid')).toEqual([['Activation', { activation: 'sigmoid' }, 1]])
    expect(read('tanh')).toEqual([['Activation', { activation: 'tanh' }, 1]])
    for (const activation of ['gelu', 'swish', 'mish', 'softplus'])
      expect(read(activation)).toEqual([['Activation', { activation }, 1]])
  })

  test('a setting that is on or off by the beginning of a word in its name', () => {
    expect(read('gru 32 seq')).toEqual([['GRU', { units: 32, returnSequences: true }, 1]])
    expect(statusOf('gru 32 tofu')?.text).toBe(
      'GRU has no setting for "tofu". Its settings, in order, are Units and Return sequences. Add x3 to repeat the layer.',
    )
  })

  test('several in sequence; recently used ones first; a comma at the end adds nothing', () => {
    expect(read('conv 8, resi x3, r').map(([title]) => title)).toEqual(['Conv 2D', 'Residual', 'Residual'])
    expect(read('r')[0]?.[0]).not.toBe('Residual')
    expect(read('r', ['block/residual-basic'])[0]?.[0]).toBe('Residual')
    expect(read('dense 5, ').map(([title]) => title)).toEqual(['Dense'])
  })

  test('an unknown word is reported with the possible parameters, a value out of range with the range', () => {
    expect(statusOf('conv 16 3 1 same tofu')?.text).toBe(
      'Conv 2D has no setting for "tofu". Its settings, in order, are Filters, Kernel size, Stride, Padding, and Activation. Add x3 to repeat the layer.',
    )
    expect(statusOf('add 5')?.text).toBe('Add has no setting for "5". Add x3 to repeat the layer.')
    expect(statusOf('dense 0')).toMatchObject({ tone: 'bad', text: expect.stringContaining('Units') })
    expect(statusOf('tofu, dense')).toEqual({ tone: 'bad', text: 'No layer matches "tofu".' })
    expect(row('dense 5, tofu')).toEqual([])
  })

  test('a line that would be refused for its length says so before it is added', () => {
    const refused = (has: string) => ({
      tone: 'bad',
      text: `One line can add 1 to 64 layers. This line would add ${has}.`,
    })
    expect(statusOf('conv x64')?.tone).toBe('plain')
    expect(statusOf('conv x65')).toEqual(refused('65'))
    expect(statusOf('conv x60, relu, dense x4')).toEqual(refused('65'))
    expect(statusOf('conv x0, dense')).toEqual(refused('0'))
    // A block is one node, however often it repeats.
    expect(statusOf('conv x60, residual x64')?.tone).toBe('plain')
    expect(statusOf('residual x1000')).toEqual(refused('1,000'))
  })

  test('the status lists what will be added; a name alone has no status', () => {
    expect(statusOf('conv')).toBeUndefined()
    expect(statusOf('conv 16 same, residual x3')).toEqual({
      tone: 'plain',
      text: 'Conv 2D (Filters 16, same) → Residual ×3',
    })
    expect(row('conv 9999')[0]?.problem && formatMessage(row('conv 9999')[0]?.problem as never)).toContain('4,096')
  })
})
