// A phone's side of an encrypted XForm, by Node's crypto: https://getodk.github.io/xforms-spec/encryption
const crypto = require('crypto'); const fs = require('fs');
const { publicKey, privateKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
const id = 'uuid:5b9cf8d1-106f-4004-844f-c072d76762ed';
const xml = '<?xml version="1.0" encoding="UTF-8"?><data xmlns:orx="http://openrosa.org/xforms" id="household-means" version="1"><agreed><consent_economic>yes</consent_economic><consent_community>yes</consent_community></agreed><means><durables>electricity ceiling_fan lpg two_wheeler</durables></means><own_words><community>obc</community></own_words><orx:meta><orx:instanceID>' + id + '</orx:instanceID></orx:meta></data>';
const key = crypto.randomBytes(32);
const wrapped = crypto.publicEncrypt({ key: publicKey, padding: crypto.constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, key);
const iv = crypto.createHash('md5').update(id).update(key).digest();
iv[0] = (iv[0] + 1) & 255;
const pad = 16 - (Buffer.byteLength(xml) % 16);
const cipher = crypto.createCipheriv('aes-256-cfb', key, iv);
const enc = Buffer.concat([cipher.update(Buffer.concat([Buffer.from(xml), Buffer.alloc(pad, pad)])), cipher.final()]);
fs.writeFileSync('private_key.der.base64', privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64') + '\n');
fs.writeFileSync('submission.xml.enc.base64', enc.toString('base64') + '\n');
fs.writeFileSync('manifest.xml', `<data xmlns="http://opendatakit.org/submissions" id="household-means" encrypted="yes" version="1"><base64EncryptedKey>${wrapped.toString('base64')}</base64EncryptedKey><encryptedXmlFile>submission.xml.enc</encryptedXmlFile><meta xmlns="http://openrosa.org/xforms"><instanceID>${id}</instanceID></meta></data>\n`);
