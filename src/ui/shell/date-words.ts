/** @file The dates of saved work, as seen from now. */
export { when as dateWords } from '../../messages/format'
