/**
 * @file inferVersion: sends the input of a logged request directly to a specific version, bypassing the stages of the
 * service.
 */
import { refuse } from '../../../../messages/message'
import type { VersionRef } from '../../../../ops/service-spec'
import type { ModelMeta } from '../../../../serving/http/model-metadata'
import type { OperateController } from '../../../../studio/operate/controller'
import type { RequestInput } from '../../../../studio/operate/request-inputs'
import { type ShownResponse, shownResponse } from '../url/response'
import { bodyOf, type TryValues } from '../url/infer-request'

/** Marks a request that was replayed from this page rather than sent to the URL. */
const RESENT = { asked_again: true }

/** The response of a version to the given input; may be an error response. */
export async function inferVersion(
  controller: Pick<OperateController, 'url'>,
  { model, version }: VersionRef,
  input: Exclude<RequestInput, { readonly kind: 'watched' }>,
): Promise<ShownResponse> {
  const path = `/v2/models/${encodeURIComponent(model)}/versions/${version}`
  const known = await controller.url.call({ method: 'GET', path }, 'direct')
  if (known.status !== 200) return refuse('no-model', { name: model, version })
  const meta = JSON.parse(known.body) as ModelMeta
  const began = performance.now()
  const reply = await controller.url.call(
    { method: 'POST', path: `${path}/infer`, body: bodyFor(meta, input) },
    'direct',
  )
  return shownResponse(reply, meta.outputs[0]?.labels ?? [], performance.now() - began)
}

/** The request body: values keyed by column, or the encoded numbers if the original request was sent encoded. */
export function bodyFor(
  meta: Pick<ModelMeta, 'inputs' | 'table'>,
  input: Exclude<RequestInput, { readonly kind: 'watched' }>,
): string {
  if (input.kind === 'given' && input.input.kind === 'tensor') {
    const { shape, data } = input.input
    const [first] = meta.inputs
    const one = shape.length < (first?.shape.length ?? 0) ? [1, ...shape] : shape
    const inputs = [{ name: first?.name, datatype: 'FP32', shape: one, data: Array.from(data) }]
    return JSON.stringify({ inputs, parameters: RESENT })
  }
  const values = input.kind === 'row' ? input.values : input.input.kind === 'values' ? input.input.values : {}
  const plain = Object.entries(values).map(([name, value]) => [name, plainOf(value)])
  // The cast is safe because missing values are null and stay null in the body.
  return bodyOf(meta, Object.fromEntries(plain) as TryValues, RESENT)
}

function plainOf(value: unknown): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as Uint8Array) : value
}
