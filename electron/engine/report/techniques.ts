/** An id of ATT&CK by its form: hunts of one's own may say anything, and a tool refuses a file with another. */
export const isTechnique = (id: string): boolean => /^T\d{4}(\.\d{3})?$/.test(id);
