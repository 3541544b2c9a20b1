/** Sent to the window when the line to the engine ends. */
export const ENGINE_LOST = 'engine-lost';
