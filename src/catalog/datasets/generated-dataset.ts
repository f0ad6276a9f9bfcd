/**
 * @file generatedDataset: a dataset whose rows are generated with a seed; it needs no license. Apart from
 * `shippedDataset`, because its texts load after the first page.
 */
import { datasetsText as text } from '../../messages/en/catalog/datasets'
import { type BuiltInDataset, type DatasetDef, defineBuiltIn } from '../dataset-def'

interface GeneratedDataset
  extends Omit<BuiltInDataset, 'licence' | 'source'>,
    Pick<Extract<DatasetDef['rows'], { readonly kind: 'generated' }>, 'make' | 'bias'> {}

/** Defines a generated dataset; `make` draws its rows, some with wrong labels if it has a `bias`. */
export function generatedDataset({ make, bias, ...dataset }: GeneratedDataset): DatasetDef {
  return defineBuiltIn(
    { ...dataset, licence: text.generated.license, source: { name: text.generated.source, url: '' } },
    { kind: 'generated', make, ...(bias ? { bias } : {}) },
  )
}
