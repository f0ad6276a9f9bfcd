import { describe, expect, test } from 'vitest'
import { templates } from '../../gallery'
import { sampleModel } from './fixtures/sample-model'
import type { ModelRecord } from '../records'
import { openModel } from '../../serving/open-model'
import '../../training/testing/node-wasm'
import { contractFor, differences, type ContractCase } from '../../serving/http/contract.test-help'
import type { ModelMeta } from '../../serving/http/model-metadata'
import type { HttpReply, HttpBackend } from '../../serving/http/http-types'
import { type Handle, openHttp } from '../../serving/http/open-http'
import { modelBackend } from '../../serving/http/model-backend'

async function servedModel({ name, version, model, pipeline, weights }: ModelRecord): Promise<HttpBackend> {
  const opened = await openModel({ ref: { model: name, version }, model, weights })
  let traces = 0
  const trace = () => (++traces).toString(16).padStart(32, '0')
  return modelBackend({ name, version, pipeline, model: () => opened, trace, now: () => 0 })
}

async function call(handle: Handle, { request }: ContractCase): Promise<HttpReply> {
  const { body, pad = 0, ...rest } = request
  return handle({ headers: {}, ...rest, body: body + ' '.repeat(pad) })
}

async function metaOf(handle: Handle, name: string): Promise<ModelMeta> {
  const path = `/v2/models/${encodeURIComponent(name)}`
  const { body } = await handle({ method: 'GET', path, headers: {}, body: '' })
  return JSON.parse(body) as ModelMeta
}

const served = templates.filter(({ id }) => id !== 'blank')

describe.each(served)('the HTTP contract of $id', ({ content }) => {
  test('is fulfilled', async () => {
    const { record } = await sampleModel(content)
    const handle = openHttp(await servedModel(record), () => 0)
    const wrong: string[] = []
    const table = contractFor(await metaOf(handle, record.name))
    expect(table.length).toBeGreaterThan(50)
    for (const one of table) {
      for (const what of differences(one, await call(handle, one))) wrong.push(`${one.name}: ${what}`)
    }
    expect(wrong).toEqual([])
  })
})
