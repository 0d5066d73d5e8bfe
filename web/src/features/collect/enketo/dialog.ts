type Content = string | { message: string; heading?: string };

const words = (content: Content) => (typeof content === 'string' ? content : content.message);

export default {
  alert: async (content: Content) => window.alert(words(content)),
  confirm: async (content: Content) => window.confirm(words(content)),
  prompt: async (content: Content, before?: string) => window.prompt(words(content), before)
};
