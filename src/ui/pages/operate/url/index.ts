/** @file What other folders use to call the URL of a service. */
export { bodyOf, firstValues, type ShownResponse, shownResponse, type TryValues, useMeta } from './infer-request'
export { TryForm } from './request-form'
